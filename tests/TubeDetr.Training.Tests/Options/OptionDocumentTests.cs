using TubeDetr.Training.Options;

namespace TubeDetr.Training.Tests.Options;

public sealed class OptionDocumentTests
{
    [Fact]
    public void Readme_OfThisProject_HoldsEveryOptionAsItIs()
    {
        var path = Path.Combine(Repository(), "src", "TubeDetr.Training", "README.md");
        var readme = File.ReadAllText(path);

        Assert.True(readme.Equals(OptionDocument.Into(readme), StringComparison.Ordinal), "The options changed. Run: ./grid options --into src/TubeDetr.Training/README.md");
    }

    [Fact]
    public void Markdown_EveryOption_HasARow() =>
        Assert.All(OptionTable.All, option => Assert.Contains($"| `{option.Name}`", OptionDocument.Markdown(), StringComparison.Ordinal));

    [Fact]
    public void Into_NoMarkers_SaysSo() => Assert.Throws<FormatException>(() => OptionDocument.Into("# Nothing"));

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TubeDetr.Grid.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
