namespace TubeDetr.Model.Tests.Golden;

/// <summary>
/// Golden cases: the folders of <c>tests/Golden</c> and of every folder named in the environment variable <c>TUBEDETR_GOLDEN</c> (separated by colons).
/// </summary>
internal static class GoldenFolders
{
    public const string Variable = "TUBEDETR_GOLDEN";

    public static IReadOnlyList<string> All(string prefix) =>
    [
        .. Roots().SelectMany(root => Directory.EnumerateDirectories(root, prefix + "*"))
            .Where(folder => File.Exists(Path.Combine(folder, "tensors.safetensors")))
            .DistinctBy(Path.GetFileName, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    public static string Named(string name) => All(name).Single(folder => string.Equals(Path.GetFileName(folder), name, StringComparison.Ordinal));

    /// <summary>Rows of a theory, one a folder.</summary>
    public static TheoryData<string> Names(string prefix) => [.. All(prefix).Select(folder => Path.GetFileName(folder)!)];

    private static IEnumerable<string> Roots() =>
        (Environment.GetEnvironmentVariable(Variable) ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Prepend(Repository());

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var golden = Path.Combine(folder.FullName, "tests", "Golden");
            if (Directory.Exists(golden))
            {
                return golden;
            }
        }

        throw new DirectoryNotFoundException($"No folder tests/Golden above {AppContext.BaseDirectory}.");
    }
}
