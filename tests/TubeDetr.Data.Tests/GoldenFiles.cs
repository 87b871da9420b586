namespace TubeDetr.Data.Tests;

/// <summary>Videos and annotations of <c>tests/Golden</c>, as material for tests of other things; the parity checks compare them.</summary>
public static class GoldenFiles
{
    public static string At(params string[] names)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TubeDetr.Grid.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine([folder!.FullName, "tests", "Golden", .. names]);
    }
}
