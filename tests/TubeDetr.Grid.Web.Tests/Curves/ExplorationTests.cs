using TubeDetr.Grid.Web.Curves;

namespace TubeDetr.Grid.Web.Tests.Curves;

public sealed class ExplorationTests
{
    [Fact]
    public void Choose_Places_AreCountedFromOneInTheAddress()
    {
        var chosen = new Exploration().Choose(2).Choose(0);
        Assert.Equal("1,3", chosen.Chosen);
        Assert.Equal([0, 2], chosen.ChosenPlaces);
        Assert.Equal("", chosen.Choose(2).Choose(0).Chosen);
    }

    [Fact]
    public void With_Filters_ComeBackAsTheyWere()
    {
        var exploration = new Exploration().With([new AxisFilter("params.lr", [(1e-4, 3e-4)], []), new AxisFilter("best", [], [])]);
        var filter = Assert.Single(exploration.AxisFilters);
        Assert.Equal(("params.lr", 1e-4, 3e-4), (filter.Field, filter.Ranges[0].Low, filter.Ranges[0].High));
    }

    [Fact]
    public void Toggle_Part_IsAddedAtTheEndOrTakenOut()
    {
        Assert.Equal("a,b", Exploration.Toggle("a", "b"));
        Assert.Equal("b", Exploration.Toggle("a,b", "a"));
    }
}
