using System.Collections.Immutable;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Components.Experiments;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Rows;
using TubeDetr.Grid.Web.Rows.Filters;

namespace TubeDetr.Grid.Web.Tests.Components.Experiments;

public sealed class ExperimentTableTests : PageTest
{
    private string? filter;

    private IRenderedComponent<ExperimentTable> Open(IReadOnlyList<ExperimentRow> rows, Action<ComponentParameterCollectionBuilder<ExperimentTable>>? more = null)
    {
        Render<MudPopoverProvider>();
        ExperimentSnapshot[] experiments = [.. rows.Select(row => row.Now)];
        return Render<ExperimentTable>(p =>
        {
            p.Add(c => c.Rows, rows)
                .Add(c => c.Sweep, Some.Sweep(experiments))
                .Add(c => c.Parameters, ["lr", "backbone"])
                .Add(c => c.Vocabulary, FilterVocabulary.Of(experiments))
                .Add(c => c.Reading, FilterLanguage.Read(""))
                .Add(c => c.Histories, new HistorySet(Services.GetRequiredService<LiveGrid>()))
                .Add(c => c.FilterChanged, text => filter = text);
            more?.Invoke(p);
        });
    }

    private static string[] Shown(IRenderedComponent<ExperimentTable> table) => [.. table.FindAll("[data-testid=experiment-row]").Select(row => row.GetAttribute("data-experiment")!)];

    [Theory]
    [InlineData(2, "No experiment matches the filter.", "0 of 2 experiments")]
    [InlineData(0, "The sweep has proposed no experiment yet.", "0 experiments")]
    public void Render_NoRows_SaysWhetherTheSweepOrTheFilterLeftNone(int experiments, string sentence, string count)
    {
        var table = Open([.. Enumerable.Range(0, experiments).Select(index => new ExperimentRow(Some.Experiment(index)))], p => p.Add(c => c.Among, []));

        Assert.Contains(sentence, table.Find("table").TextContent, StringComparison.Ordinal);
        Assert.Equal(count, table.Find("[role=status]").TextContent);
    }

    [Theory]
    [InlineData("vidstg,hc")]
    [InlineData("tiny gn")]
    [InlineData("a(b)")]
    [InlineData("or")]
    public void Only_ValueThatIsNoWord_IsQuotedAndNarrowsTheFilterThatIsThere(string value)
    {
        var table = Open([new(Some.Experiment(backbone: value))], p => p.Add(c => c.Filter, "failed or running"));
        Do(table, t => t.Find($"[title='only backbone = {value}']").Click());

        Assert.Equal($"(failed or running) and params.backbone = \"{value}\"", filter);
        Assert.True(FilterLanguage.Read(filter!).Node!.Matches(Some.Experiment(backbone: value)));
    }

    [Fact]
    public void Csv_Clicked_SavesTheRowsAndColumnsShown()
    {
        var table = Open(
            [new(Some.Experiment(0, best: 0.1)), new(Some.Experiment(1, ExperimentState.Failed, best: 0.123456789))],
            p => p.Add(c => c.Among, [Some.Experiment(1).Id]).Add(c => c.Exploration, new Exploration { Columns = "best,params.lr" }));
        Do(table, t => t.FindAll("button").Single(button => string.Equals(button.TextContent, "CSV", StringComparison.Ordinal)).Click());

        Assert.Equal(
            ["first-sweep.csv", "experiment,state,Best viou,lr\nsabc23-02,failed,0.123456789,0.0003\n"],
            Assert.Single(JSInterop.Invocations["grid.saveText"]).Arguments);
    }

    [Fact]
    public void Render_BestHasChanged_MovesNoRowUntilItIsAskedFor()
    {
        ImmutableArray<ExperimentRow> rows = [new(Some.Experiment(0, best: 0.3)), new(Some.Experiment(1, best: 0.2))];
        var table = Open(rows, p => p.Add(c => c.Exploration, new Exploration { Sort = "best:d" }));
        rows[1].Update(Some.Experiment(1, best: 0.5, version: 2));
        table.Render(p => p.Add(c => c.Rows, rows));
        Assert.Equal(["0.3000", "0.5000"], table.FindAll("[data-testid=best]").Select(cell => cell.TextContent));
        Assert.Equal("2 changed — refresh order", table.Find("[data-testid=refresh-order]").TextContent);

        Do(table, t => t.Find("[data-testid=refresh-order]").Click());

        Assert.Equal(["sabc23-02", "sabc23-01"], Shown(table));
        Assert.Empty(table.FindAll("[data-testid=refresh-order]"));
    }
}
