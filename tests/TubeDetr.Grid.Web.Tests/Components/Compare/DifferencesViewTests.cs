using Bunit;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Web.Compare;
using TubeDetr.Grid.Web.Components.Compare;

namespace TubeDetr.Grid.Web.Tests.Components.Compare;

public sealed class DifferencesViewTests : PageTest
{
    private static readonly HyperParameterDefinition Dropout = new() { Name = "dropout", Type = HyperParameterType.Number, Default = HyperParameterValue.Of(0.1), Help = "", Group = "" };

    private IRenderedComponent<DifferencesView> Open(params ExperimentSnapshot[] experiments) =>
        Render<DifferencesView>(p => p.Add(c => c.Compared, ComparedExperiment.Of(experiments)).Add(c => c.Definitions, [Dropout]));

    [Fact]
    public void Render_OneLeftTheDefault_ShowsOnlyThatRowAndSaysWhichIsTheDefault()
    {
        var first = Some.Experiment(0);
        var view = Open(first with { HyperParameters = first.HyperParameters.With("dropout", HyperParameterValue.Of(0.2)) }, Some.Experiment(1));

        var cells = Assert.Single(view.FindAll("[data-testid=parameter-row]")).Children;
        Assert.Equal(["dropout", "0.2", "0.1"], cells.Select(cell => cell.TextContent));
        Assert.Equal([null, null, "default"], cells.Select(cell => cell.GetAttribute("title")));
    }

    [Fact]
    public void Render_SameHyperParameters_SaysSo()
    {
        var view = Open(Some.Experiment(0), Some.Experiment(1));

        Assert.Equal("They were given the same hyper-parameters.", view.Find("tbody td").TextContent);
        Assert.Empty(view.FindAll("[data-testid=parameter-row]"));
    }

    [Fact]
    public void Render_Metrics_MarksTheBestAndMeasuresAgainstTheFirst()
    {
        var view = Open(
            Some.Experiment(0) with { LastMetrics = Some.Metrics(("loss", 2.5), ("viou", 0.4)) },
            Some.Experiment(1) with { LastMetrics = Some.Metrics(("loss", 2.25), ("viou", 0.4)) });

        Assert.Equal(["Last value", "", "− #01"], view.FindAll("thead")[1].QuerySelectorAll("th").Select(cell => cell.TextContent));
        Assert.Equal(["2.25"], Texts("[data-metric=loss] strong"));
        Assert.Equal(["−0.25"], Texts("[data-metric=loss] .difference"));
        Assert.Equal("2.25 −0.25", view.FindAll("[data-metric=loss] td")[1].TextContent.Trim());
        Assert.Equal(["0.4", "0.4"], Texts("[data-metric=viou] strong"));
        Assert.Equal(["±0"], Texts("[data-metric=viou] .difference"));

        string[] Texts(string where) => [.. view.FindAll(where).Select(part => part.TextContent)];
    }

    [Fact]
    public void More_Clicked_ShowsUnfamiliarMetricsUntilItIsClickedAgain()
    {
        var view = Open(Some.Experiment(0) with { LastMetrics = Some.Metrics(("loss", 2.5), ("grad_norm", 7)) }, Some.Experiment(1));
        Assert.Equal(["loss"], Metrics());
        Assert.Equal("Show 1 more metrics", view.Find("button.chip").TextContent);

        Do(view, v => v.Find("button.chip").Click());

        Assert.Equal(["loss", "grad_norm"], Metrics());
        Assert.Equal("true", view.Find("button.chip").GetAttribute("aria-expanded"));
        Do(view, v => v.Find("button.chip").Click());
        Assert.Equal(["loss"], Metrics());

        string?[] Metrics() => [.. view.FindAll("[data-testid=metric-row]").Select(row => row.GetAttribute("data-metric"))];
    }
}
