using TubeDetr.Grid.Web.Curves;

namespace TubeDetr.Grid.Web.Tests.Curves;

public sealed class ContourGridTests
{
    [Fact]
    public void Of_Points_TakesTheirValuesWhereTheyAreAndNeverLeavesTheirRange()
    {
        var grid = ContourGrid.Of([(0, 0, 1), (1, 0, 2), (0, 1, 3), (1, 1, 5)])!;
        Assert.Equal(1, grid.Z[0][0], 1e-3);
        Assert.Equal(5, grid.Z[^1][^1], 1e-3);
        Assert.All(grid.Z.SelectMany(row => row), value => Assert.InRange(value, 1, 5));
    }

    [Fact]
    public void Of_PointsOnALine_HaveNoSurface() => Assert.Null(ContourGrid.Of([(0, 1, 1), (1, 1, 2), (2, 1, 3)]));
}
