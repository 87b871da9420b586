using System.Text.RegularExpressions;

namespace TubeDetr.Architecture.Tests;

/// <summary>How the code is laid out: small files, folders that are namespaces, rooms with names.</summary>
public sealed partial class ShapeTests
{
    private const int LongestFile = 400;
    private const int MedianFile = 60;

    private static readonly string[] NamesOfNothing = ["Common", "Utils", "Utilities", "Util", "Helpers", "Helper", "Manager", "Managers", "Misc"];

    [Fact]
    public void Files_AreShort() =>
        Assert.All(Checkout.Code("src").Concat(Checkout.Code("tests")), path => Assert.True(Lines(path) <= LongestFile, $"{path} has {Lines(path)} lines"));

    [Fact]
    public void MedianFile_OfTheSources_IsShort()
    {
        var lines = Checkout.Code("src").Select(Lines).Order().ToArray();
        Assert.InRange(lines[lines.Length / 2], 1, MedianFile);
    }

    [Fact]
    public void Namespaces_AreFolders() => Assert.Empty(
        from path in Checkout.Code("src").Concat(Checkout.Code("tests"))
        where path.EndsWith(".cs", StringComparison.Ordinal)
        let declared = Namespace().Match(Checkout.Read(path))
        where declared.Success && !string.Equals(declared.Groups["name"].Value, Folder(path), StringComparison.Ordinal)
        select $"{path} declares {declared.Groups["name"].Value}");

    [Fact]
    public void Folders_AndTypes_AreNamedForAConcept() => Assert.Empty(
        from path in Checkout.Code("src").Concat(Checkout.Code("tests"))
        let folders = Path.GetDirectoryName(path)!.Split('/', '.')
        let types = TypeName().Matches(Checkout.Read(path)).Select(match => match.Groups["name"].Value).Append(Path.GetFileNameWithoutExtension(path).Split('.')[0])
        from name in folders.Where(folder => NamesOfNothing.Contains(folder, StringComparer.Ordinal))
            .Concat(types.Where(type => NamesOfNothing.Any(nothing => type.EndsWith(nothing, StringComparison.Ordinal))))
        select $"{path}: {name}");

    [Fact]
    public void SourceProjects_ExplainThemselves() =>
        Assert.All(Checkout.SourceProjects, path => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(path)!, "README.md")), $"{path} has no README.md beside it"));

    [Fact]
    public void SourceProjects_HaveATestProjectThatMirrorsThem() =>
        Assert.Empty(Checkout.SourceProjects.Select(path => Path.GetFileNameWithoutExtension(path) + ".Tests").Except(Checkout.TestProjects.Select(path => Path.GetFileNameWithoutExtension(path))));

    /// <summary>What a file's folder says its namespace is.</summary>
    private static string Folder(string path) => Path.GetDirectoryName(path)![(path.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', '.');

    private static int Lines(string path) => Checkout.Read(path).AsSpan().Count('\n');

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^\s*(?:public|internal|private|protected|file|sealed|static|abstract|partial|readonly|ref|\s)*\b(?:class|record struct|record class|record|struct|interface|enum)\s+(?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex TypeName();
}
