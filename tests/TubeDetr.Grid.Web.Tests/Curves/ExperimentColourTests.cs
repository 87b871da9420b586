using TubeDetr.Grid.Web.Curves;

namespace TubeDetr.Grid.Web.Tests.Curves;

public sealed class ExperimentColourTests
{
    [Fact]
    public void Of_FirstPlaces_AreOkabeAndIto() => Assert.Equal(["#0072b2", "#d55e00", "#009e73"], Enumerable.Range(0, 3).Select(ExperimentColour.Of));

    [Fact]
    public void Of_ManyPlaces_AreAllDifferent()
    {
        var colours = Enumerable.Range(0, 200).Select(ExperimentColour.Of).ToArray();
        Assert.Equal(colours.Length, colours.Distinct(StringComparer.Ordinal).Count());
        Assert.All(colours, colour => Assert.Matches("^#[0-9a-f]{6}$", colour));
    }

    [Fact]
    public void Of_SamePlace_IsStable() => Assert.Equal(ExperimentColour.Of(31), ExperimentColour.Of(31));
}
