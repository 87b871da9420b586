namespace TubeDetr.Parity;

/// <summary>Where golden cases lie: <c>tests/Golden</c> of this repository and every folder named in <c>TUBEDETR_GOLDEN</c> (separated by colons).</summary>
public static class GoldenFolders
{
    public const string Variable = "TUBEDETR_GOLDEN";

    /// <summary>The folders given, or the usual ones where none is.</summary>
    public static IReadOnlyList<string> Roots(IReadOnlyCollection<string> given) => given.Count > 0
        ? [.. given.Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))]
        : [.. Repository(), .. (Environment.GetEnvironmentVariable(Variable) ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))];

    /// <summary>Every case of these folders. A folder may be a single case, too. A case that lies in two folders is run in both.</summary>
    /// <exception cref="DirectoryNotFoundException">A folder is missing, or holds no case.</exception>
    public static IReadOnlyList<string> Cases(IEnumerable<string> roots) => [.. roots.SelectMany(CasesOf).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> CasesOf(string root)
    {
        if (!Directory.Exists(root))
        {
            throw new DirectoryNotFoundException($"There is no folder {root}. Name a folder of golden cases, or one case.");
        }

        if (IsCase(root))
        {
            return [root];
        }

        string[] cases = [.. Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)];
        return cases.Length > 0 ? cases : throw new DirectoryNotFoundException($"{root} holds no golden case: it has no folders.");
    }

    private static bool IsCase(string folder) => File.Exists(Path.Combine(folder, "case.json")) || File.Exists(Path.Combine(folder, "manifest.json"));

    private static IEnumerable<string> Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var golden = Path.Combine(folder.FullName, "tests", "Golden");
            if (Directory.Exists(golden))
            {
                return [golden];
            }
        }

        return [];
    }
}
