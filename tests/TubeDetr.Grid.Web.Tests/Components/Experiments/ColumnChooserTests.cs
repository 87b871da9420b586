using Bunit;
using TubeDetr.Grid.Web.Components.Experiments;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Tests.Components.Experiments;

public sealed class ColumnChooserTests : PageTest
{
    private readonly List<string> told = [];

    private IRenderedComponent<ColumnChooser> Open()
    {
        var chooser = Render<ColumnChooser>(p => p
            .Add(c => c.Columns, new TableColumns(Some.Viou, ["lr", "backbone"], ["loss"], _ => MetricHistory.Empty, Time).All)
            .Add(c => c.Shown, ["best", "params.lr"])
            .Add(c => c.Pinned, ["best"])
            .Add(c => c.Changed, keys => told.Add(string.Join(' ', keys)))
            .Add(c => c.PinChanged, key => told.Add(key))
            .Add(c => c.Reset, () => told.Add("reset")));
        Do(chooser, c => c.Find("[data-testid=columns]").TriggerEvent("ontoggle", EventArgs.Empty));
        return chooser;
    }

    [Fact]
    public void Render_Opened_GroupsAllColumnsAndChecksThoseShown()
    {
        var chooser = Open();

        Assert.Equal(["Experiment", "Hyper-parameters", "Metrics"], chooser.FindAll("legend").Select(legend => legend.TextContent));
        Assert.Equal(["loss last", "loss min", "loss max"], chooser.FindAll("fieldset")[2].QuerySelectorAll("label").Select(label => label.TextContent));
        Assert.Equal(["best", "params.lr"], chooser.FindAll("[data-column][checked]").Select(box => box.GetAttribute("data-column")));
    }

    [Fact]
    public void Column_Switched_IsAddedAtTheEndOrTakenOut()
    {
        var chooser = Open();
        Do(chooser, c => c.Find("[data-column='metrics.loss.min']").Change(true));
        Do(chooser, c => c.Find("[data-column=best]").Change(false));

        Assert.Equal(["best params.lr metrics.loss.min", "params.lr"], told);
    }

    [Fact]
    public void Pin_OfAShownColumn_IsRaised()
    {
        var chooser = Open();
        Assert.Equal(
            [("Keep Best viou in view", "true"), ("Keep lr in view", "false")],
            chooser.FindAll("[aria-pressed]").Select(pin => (pin.GetAttribute("aria-label"), pin.GetAttribute("aria-pressed"))));

        Do(chooser, c => c.Find("[aria-label='Keep lr in view']").Click());

        Assert.Equal(["params.lr"], told);
    }

    [Fact]
    public void AsUsual_Clicked_IsRaised()
    {
        var chooser = Open();
        Do(chooser, c => c.FindAll("button").First(button => string.Equals(button.TextContent, "As usual", StringComparison.Ordinal)).Click());

        Assert.Equal(["reset"], told);
    }
}
