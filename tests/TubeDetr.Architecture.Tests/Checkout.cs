using System.Runtime.CompilerServices;

namespace TubeDetr.Architecture.Tests;

/// <summary>The files of the repository that these tests read.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    public static IReadOnlyList<string> SourceProjects { get; } = Projects("src");

    public static IReadOnlyList<string> TestProjects { get; } = Projects("tests");

    /// <summary>Hand-written C# and Razor files under a folder of the checkout, as paths from its root.</summary>
    public static IEnumerable<string> Code(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            .Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string[] Projects(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static string Find([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
