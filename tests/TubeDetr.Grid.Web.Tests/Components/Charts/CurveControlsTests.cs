using Bunit;
using TubeDetr.Grid.Web.Components.Charts;
using TubeDetr.Grid.Web.Curves;

namespace TubeDetr.Grid.Web.Tests.Components.Charts;

public sealed class CurveControlsTests : PageTest
{
    private static readonly XWindow Part = new(120, 480);
    private CurveView? changed;

    [Fact]
    public void Axis_Chosen_LooksAtAllOfTheNewOne()
    {
        var controls = Open(new CurveView(Window: Part));
        Assert.Equal(["step"], controls.FindAll("[role=radiogroup] label").Where(label => label.QuerySelector("input")!.HasAttribute("checked")).Select(label => label.TextContent.Trim()));

        Do(controls, c => c.FindAll("input[type=radio]")[1].Change("on"));

        Assert.Equal(new CurveView(XAxis.Epoch), changed);
    }

    [Fact]
    public void Smoothing_Moved_TellsTheWeight()
    {
        var view = new CurveView(Smoothing: 0.25);
        var controls = Open(view);
        Assert.Equal("0.25", controls.Find("output").TextContent);

        Do(controls, c => c.Find("[data-testid=smoothing]").Change("0.84"));
        Assert.Equal(view with { Smoothing = 0.84 }, changed);

        changed = null;
        Do(controls, c => c.Find("[data-testid=smoothing]").Change("much"));
        Assert.Null(changed);
    }

    [Fact]
    public void Checks_Changed_TellTheOtherWay()
    {
        var controls = Open(new CurveView(XAxis.Wall));
        Assert.True(controls.Find("[data-testid=log-x]").HasAttribute("disabled"));
        Assert.True(controls.Find("[data-testid=outliers]").HasAttribute("checked"));

        Do(controls, c => c.Find("[data-testid=outliers]").Change(false));
        Assert.Equal(new CurveView(XAxis.Wall, NoOutliers: true), changed);
        Do(controls, c => c.Find("[data-testid=log-y]").Change(true));
        Assert.Equal(new CurveView(XAxis.Wall, LogY: true), changed);
        controls.Render(p => p.Add(c => c.View, new CurveView()));
        Do(controls, c => c.Find("[data-testid=log-x]").Change(true));
        Assert.Equal(new CurveView(LogX: true), changed);
    }

    [Fact]
    public void Size_Chosen_IsTold()
    {
        var controls = Open(new CurveView());

        Do(controls, c => c.Find("[data-testid=panel-size]").Change("Large"));

        Assert.Equal(new CurveView(Size: PanelSize.Large), changed);
    }

    [Fact]
    public void WholeRange_OfferedForAPart_AsksForAllOfIt()
    {
        Assert.Empty(Open(new CurveView()).FindAll("[data-testid=whole-range]"));
        var controls = Open(new CurveView(LogY: true, Window: Part));

        Do(controls, c => c.Find("[data-testid=whole-range]").Click());

        Assert.Equal(new CurveView(LogY: true), changed);
    }

    private IRenderedComponent<CurveControls> Open(CurveView view) => Render<CurveControls>(p => p.Add(c => c.View, view).Add(c => c.Changed, next => changed = next));
}
