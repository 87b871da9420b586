using Bunit;
using TubeDetr.Grid.Web.Components.Charts;

namespace TubeDetr.Grid.Web.Tests.Components.Charts;

public sealed class FieldPickTests : PageTest
{
    private string? chosen;

    [Fact]
    public void Choose_Field_IsToldAsInFilters()
    {
        var pick = Open(none: null);
        Assert.StartsWith("across", pick.Find("label").TextContent, StringComparison.Ordinal);
        Assert.Equal([("params.lr", "lr"), ("metrics.viou", "viou"), ("best", "best")], Options(pick));
        Assert.Equal("best", pick.Find("select").GetAttribute("value"));

        Do(pick, p => p.Find("[data-testid=scatter-x]").Change("metrics.viou"));

        Assert.Equal("metrics.viou", chosen);
    }

    [Fact]
    public void Choose_None_IsEmpty()
    {
        var pick = Open(none: "experiment");
        Assert.Equal(("", "experiment"), Options(pick)[0]);

        Do(pick, p => p.Find("select").Change(""));

        Assert.Equal("", chosen);
    }

    private static (string? Value, string Text)[] Options(IRenderedComponent<FieldPick> pick) => [.. pick.FindAll("option").Select(option => (option.GetAttribute("value"), option.TextContent))];

    private IRenderedComponent<FieldPick> Open(string? none) => Render<FieldPick>(p => p
        .Add(c => c.Label, "across").Add(c => c.Value, "best").Add(c => c.Fields, ["params.lr", "metrics.viou", "best"]).Add(c => c.None, none).Add(c => c.TestId, "scatter-x")
        .Add(c => c.Changed, field => chosen = field));
}
