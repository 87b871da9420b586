using TubeDetr.Grid.Web.Curves;

namespace TubeDetr.Grid.Web.Tests.Curves;

public sealed class PageStateTests
{
    private const string Page = "http://127.0.0.1:5080/sweeps/s1";

    [Fact]
    public void Write_Defaults_AddNothingToTheAddress() => Assert.Equal("", new PageState().Write());

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var state = new PageState
        {
            View = new CurveView(XAxis.Wall, 0.92, LogY: true, LogX: true, NoOutliers: true, Window: new XWindow(1772366400000, 1772366460000), Size: PanelSize.Large),
            Exploration = new Exploration { Columns = "best,params.lr", Brushes = "params.lr:0.0001..0.0003", Chosen = "1,3", Switched = "scatter", Scatter = "params.lr,best," },
            Filter = "lr=0.0003 & running",
            Hidden = [0, 4],
            AllParameters = true,
            LogLevel = "error",
        };
        var read = PageState.Read(Page + state.Write());
        Assert.Equal(state with { Hidden = [] }, read with { Hidden = [] });
        Assert.Equal([0, 4], read.Hidden);
    }

    [Theory]
    [InlineData("?x=moon&smooth=7&hide=a,-1,,0&level=loud&size=huge")]
    [InlineData("?smooth=NaN")]
    public void Read_Nonsense_HasTheDefaults(string query)
    {
        var state = PageState.Read(Page + query);
        Assert.Equal(new CurveView(), state.View);
        Assert.Empty(state.Hidden);
        Assert.Equal("info", state.LogLevel);
    }

    [Fact]
    public void Toggle_Twice_IsAsBefore() => Assert.Empty(new PageState().Toggle(3).Toggle(3).Hidden);
}
