using System.Collections.Immutable;
using System.ComponentModel;
using System.Text;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Reading;
using TubeDetr.Grid.Web.Rows;

namespace TubeDetr.Grid.Web.Api;

/// <summary>The table of a sweep as the page saves it, for what reads CSV: a spreadsheet, pandas, R.</summary>
internal static class TableRoutes
{
    private const string Csv = "text/csv";

    public static void Map(RouteGroupBuilder sweeps) =>
        sweeps.MapGet("/{id}/experiments.csv", Table).WithName("GetTableOfSweep").WithSummary("The table of a sweep as CSV with every digit, one line per experiment.")
            .Produces<string>(StatusCodes.Status200OK, Csv).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> Table(
        IGridClient grid,
        TimeProvider time,
        string id,
        [AsParameters] ExperimentQuery query,
        CancellationToken cancellationToken,
        [Description("Keys of the columns, with commas between them, such as: best,params.lr,metrics.loss.min. Unless given: the usual ones and the last value of every metric.")] string? columns = null)
    {
        if (await grid.GetSweep(new SweepId(id)) is not { } view)
        {
            return Problems.NoSweep(id);
        }

        if (!query.TryChoose(view.Experiments, out var chosen, out var problem))
        {
            return problem;
        }

        var histories = new Dictionary<ExperimentId, MetricHistory>();
        var known = Columns(view, experiment => histories.GetValueOrDefault(experiment, MetricHistory.Empty), time).ToDictionary(column => column.Key, StringComparer.Ordinal);
        string[] keys = columns is null
            ? [.. TableColumns.Usual(view.Sweep.Differing), .. view.Vocabulary.Metrics.Select(metric => $"metrics.{metric}.last")]
            : columns.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (keys.Where(key => !known.ContainsKey(key)).ToArray() is { Length: > 0 } unknown)
        {
            return Problems.Wrong("There are no such columns", [.. unknown.Select(key => $"{key}: no such column"), $"the columns of this sweep are: {string.Join(", ", known.Keys)}"]);
        }

        if (keys.Any(key => key.StartsWith("metrics.", StringComparison.Ordinal) && !key.EndsWith(".last", StringComparison.Ordinal)))
        {
            await foreach (var (experiment, curves) in CurveReading.Of(grid, chosen, cancellationToken))
            {
                histories[experiment.Id] = MetricHistory.Of(curves);
            }
        }

        return TypedResults.Text(TableCsv.Of(chosen.Select(experiment => new ExperimentRow(experiment)), [.. keys.Select(key => known[key])]), Csv, Encoding.UTF8);
    }

    private static ImmutableArray<TableColumn> Columns(SweepView view, Func<ExperimentId, MetricHistory> history, TimeProvider time) =>
        new TableColumns(view.Sweep.Objective, [.. view.Parameters], view.Vocabulary.Metrics, history, time).All;
}
