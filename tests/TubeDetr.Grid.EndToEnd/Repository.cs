namespace TubeDetr.Grid.EndToEnd;

/// <summary>Where this checkout and the programs built from it lie.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The command line, as <c>./grid</c> starts it.</summary>
    public static string Program => Path.Combine(Root, "artifacts", "bin", "TubeDetr.Grid.Cli", "release_linux-x64", "grid");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TubeDetr.Grid.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds TubeDetr.Grid.sln: run the tests from a checkout.");
    }
}
