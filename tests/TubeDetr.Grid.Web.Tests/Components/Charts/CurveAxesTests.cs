using System.Globalization;
using TubeDetr.Grid.Web.Components.Charts;
using TubeDetr.Grid.Web.Curves;

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

    [Theory]
    [InlineData(3e-4, 2.7e-4, 3.3e-4)]
    [InlineData(-2.0, -2.2, -1.8)]
    [InlineData(0.0, -1.0, 1.0)]
    public void Y_OneValueOnly_IsShownCloseAroundIt(double value, double low, double high)
    {
        Curve[] traces = [new([1, 2], [value, value]), Curve.Empty, new([1], [double.NaN])];
        var axis = CurveAxes.Y(dark: false, "lr", new CurveView(), traces, CurveAxes.Constant(traces, null));

        Assert.Equal(low, Convert.ToDouble(axis.Range[0], CultureInfo.InvariantCulture), 1e-9);
        Assert.Equal(high, Convert.ToDouble(axis.Range[1], CultureInfo.InvariantCulture), 1e-9);
    }

    [Fact]
    public void Constant_SeveralValuesOrNone_IsNone()
    {
        Assert.Null(CurveAxes.Constant([new([1, 2], [0.5, 0.25])], null));
        Assert.Null(CurveAxes.Constant([Curve.Empty], null));
        Assert.Null(CurveAxes.Constant([new([1], [0.5])], (0, 1, 0.25, 0.5)));
        Assert.Equal(0.5, CurveAxes.Constant([new([1], [0.5])], (0, 1, 0.5, 0.5)));
        Assert.Null(CurveAxes.Constant([new([1], [0.5])], (0, 1, 0.25, 0.25)));
    }

    [Fact]
    public void Middle_FewValues_HaveNoTails() => Assert.Null(CurveAxes.Middle([1, 2, 1e9], log: false));
}
