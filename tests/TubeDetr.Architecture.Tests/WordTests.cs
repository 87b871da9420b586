using System.Text.RegularExpressions;

namespace TubeDetr.Architecture.Tests;

/// <summary>One word for one thing, and no word about the machine that a text was written on.</summary>
public sealed partial class WordTests
{
    [Fact]
    public void Names_UseTheWordsOfTheHouse() => Assert.Empty(
        from path in Checkout.Code("src")
        from Match name in Declared().Matches(Checkout.Read(path))
        where NeverSaid().IsMatch(name.Groups[1].Value)
        select $"{path}: {name.Groups[1].Value}");

    [Fact]
    public void Code_IsFinished() => Assert.Empty(
        from path in Checkout.Code("src").Concat(Checkout.Code("tests"))
        where !IsThisFile(path)
        from Match word in Unfinished().Matches(Checkout.Read(path))
        select $"{path}: {word.Value}");

    [Fact]
    public void Code_SilencesNoWarning() => Assert.Empty(
        from path in Checkout.Code("src").Concat(Checkout.Code("tests"))
        from Match word in Silenced().Matches(Checkout.Read(path))
        select $"{path}: {word.Value.Trim()}");

    [Fact]
    public void Texts_NameNoPlaceOfOneMachine() => Assert.Empty(
        from path in Texts()
        from Match place in MachinePlace().Matches(Checkout.Read(path))
        select $"{path}: {place.Value}");

    private static bool IsThisFile(string path) => Path.GetFileName(path) is "WordTests.cs";

    /// <summary>Everything that people read or that pins what is downloaded.</summary>
    private static IEnumerable<string> Texts()
    {
        var root = Directory.EnumerateFiles(Checkout.Root).Select(path => Path.GetFileName(path));
        var below = new[] { "src", "tests", "deploy", "docs", "build", ".github", ".ci" }
            .Select(folder => Path.Combine(Checkout.Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Checkout.Root, path));
        return root.Concat(below).Where(path =>
            !path.Split('/').Any(part => part is "node_modules" or "bin" or "obj" or "Golden" or "artifacts")
            && !IsThisFile(path)
            && (Path.GetExtension(path) is ".md" or ".cs" or ".razor" or ".json" or ".yml" or ".yaml" or ".csproj" or ".props" or ".targets" or ".sh" or ".css" or ".js"
                || Path.GetFileName(path) is "grid" or "run" || Path.GetFileName(path).StartsWith("Dockerfile", StringComparison.Ordinal)));
    }

    // "run" as a verb is fine, so only names of things are looked at: types and their members that are not methods.
    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum|namespace)\s+([A-Za-z_][\w.]*)")]
    private static partial Regex Declared();

    [GeneratedRegex(@"(?<![a-z])(?:Trial|Trials|Worker|Workers|Executor|Executors|Job|Jobs|Study|Studies|Dto|Score|Scores|Strategy|Strategies|Retry|Retries)(?![a-z])|[a-z](?:Info|Dto)\b")]
    private static partial Regex NeverSaid();

    [GeneratedRegex(@"\b(?:TODO|FIXME|HACK|XXX)\b|NotImplementedException|Skip\s*=\s*""")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^\s*#(?:pragma|region)\b.*|\[(?:assembly:\s*)?SuppressMessage.*", RegexOptions.Multiline)]
    private static partial Regex Silenced();

    [GeneratedRegex(@"/(?:work|home/\w+|Users/\w+|root)/[\w./-]*|\b10\.\d+\.\d+\.\d+:\d+/(?:npm|nuget)[\w./-]*")]
    private static partial Regex MachinePlace();
}
