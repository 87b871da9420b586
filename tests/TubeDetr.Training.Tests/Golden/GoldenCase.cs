using System.Text.Json;

namespace TubeDetr.Training.Tests.Golden;

/// <summary>A folder of numbers from the original; see tests/Golden/README.md.</summary>
public sealed record GoldenCase(string Folder)
{
    /// <summary>Cases whose name begins so: those in the repository, and those in the folder that TUBEDETR_GOLDEN names.</summary>
    public static IEnumerable<GoldenCase> Find(string prefix) => Roots()
        .SelectMany(root => Directory.EnumerateDirectories(root, prefix + "*"))
        .DistinctBy(Path.GetFileName, StringComparer.Ordinal)
        .Where(folder => File.Exists(Path.Combine(folder, "case.json")))
        .Order(StringComparer.Ordinal)
        .Select(folder => new GoldenCase(folder));

    public static TheoryData<string> Names(string prefix) => [.. Find(prefix).Select(golden => golden.Name)];

    public static GoldenCase Named(string name) => Find(name).First(golden => golden.Name.Equals(name, StringComparison.Ordinal));

    public string Name => Path.GetFileName(Folder);

    public JsonElement Json { get; } = Read(Path.Combine(Folder, "case.json"));

    public string FileAt(string name) => Path.Combine(Folder, name);

    public static JsonElement Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    private static IEnumerable<string> Roots()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TubeDetr.Grid.sln")))
        {
            folder = folder.Parent;
        }

        yield return Path.Combine(folder!.FullName, "tests", "Golden");
        if (Environment.GetEnvironmentVariable("TUBEDETR_GOLDEN") is { Length: > 0 } more)
        {
            yield return more;
        }
    }
}
