using System.Text.Json;

namespace TubeDetr.Data.Tests.Golden;

/// <summary>A folder of numbers from the original; see tests/Golden/README.md.</summary>
public sealed record GoldenCase(string Folder)
{
    public string Name => Path.GetFileName(Folder);

    public JsonElement Json { get; } = Read(Path.Combine(Folder, "case.json"));

    /// <summary>Names of the cases that begin so: those in the repository, and those in the folders that TUBEDETR_GOLDEN names.</summary>
    public static TheoryData<string> Names(string prefix) => [.. Find(prefix).Select(golden => golden.Name)];

    public static GoldenCase Named(string name) => Find(name).First(golden => string.Equals(golden.Name, name, StringComparison.Ordinal));

    public string FileAt(string name) => Path.Combine(Folder, name);

    public static JsonElement Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    private static IEnumerable<GoldenCase> Find(string prefix) => Roots()
        .SelectMany(root => Directory.EnumerateDirectories(root, prefix + "*"))
        .DistinctBy(Path.GetFileName, StringComparer.Ordinal)
        .Where(folder => File.Exists(Path.Combine(folder, "case.json")))
        .Order(StringComparer.Ordinal)
        .Select(folder => new GoldenCase(folder));

    private static IEnumerable<string> Roots()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TubeDetr.Grid.sln")))
        {
            folder = folder.Parent;
        }

        var more = Environment.GetEnvironmentVariable("TUBEDETR_GOLDEN") ?? string.Empty;
        return more.Split(':', StringSplitOptions.RemoveEmptyEntries).Prepend(Path.Combine(folder!.FullName, "tests", "Golden"));
    }
}
