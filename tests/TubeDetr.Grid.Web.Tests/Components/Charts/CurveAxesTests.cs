using TubeDetr.Grid.Web.Components.Charts;

namespace TubeDetr.Grid.Web.Tests.Components.Charts;

public sealed class CurveAxesTests
{
    [Fact]
    public void Middle_OneWildValue_IsOutsideTheRange()
    {
        var range = CurveAxes.Middle([.. Enumerable.Range(0, 100).Select(i => i / 100d), 1e9], log: false);
        Assert.InRange(range!.Value.High, 0.9, 1.1);
        Assert.InRange(range.Value.Low, -0.1, 0.1);
    }

    [Fact]
    public void Middle_FewValues_HaveNoTails() => Assert.Null(CurveAxes.Middle([1, 2, 1e9], log: false));
}
