using System.Collections.Immutable;
using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Storage.Metrics;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Api;

/// <summary>Metrics: what there is, raw rows, curves of one experiment or of a whole sweep in as many points as are wanted.</summary>
internal static class MetricRoutes
{
    private const int MostRows = 10_000;
    private const int MostPoints = 20_000;

    public static void Map(RouteGroupBuilder api)
    {
        var metrics = api.MapGroup("").WithTags("Metrics");
        metrics.MapGet("/experiments/{id}/metrics", Names).WithName("ListMetrics").WithSummary("The last value of every metric of an experiment.")
            .Produces<ImmutableSortedDictionary<string, double>>().ProducesProblem(StatusCodes.Status404NotFound);
        metrics.MapGet("/experiments/{id}/rows", Rows).WithName("ListRows").WithSummary("Rows as they were measured, without superseded ones.")
            .Produces<RowPage>().ProducesProblem(StatusCodes.Status404NotFound);
        metrics.MapGet("/experiments/{id}/metrics/{metric}", Curve).WithName("GetCurve")
            .WithSummary("One metric in at most so many points: of each bucket the smallest, the largest and the last, so that no peak is hidden.")
            .Produces<CurveColumns>().ProducesProblem(StatusCodes.Status404NotFound);
        metrics.MapGet("/sweeps/{id}/curves", Panel).WithName("GetCurvesOfSweep").WithSummary("One metric of all experiments of a sweep, each in at most so many points.")
            .Produces<ImmutableSortedDictionary<string, CurveColumns>>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Names(IGridClient grid, string id) =>
        await grid.GetExperiment(new ExperimentId(id)) is { } experiment ? TypedResults.Ok(experiment.LastMetrics) : Problems.NoExperiment(id);

    private static async Task<IResult> Rows(
        IGridClient grid, string id, CancellationToken cancellationToken, [Description("Sequence number of the row before the first.")] long after = 0, [Description("1 to 10000.")] int limit = 1000)
    {
        if (await grid.GetExperiment(new ExperimentId(id)) is null)
        {
            return Problems.NoExperiment(id);
        }

        var most = Math.Clamp(limit, 1, MostRows);
        var rows = ImmutableArray.CreateBuilder<MetricRow>();
        await foreach (var row in grid.Rows(new ExperimentId(id), cancellationToken))
        {
            if (row.Sequence > after)
            {
                rows.Add(row);
            }

            if (rows.Count > most)
            {
                break;
            }
        }

        var more = rows.Count > most;
        return TypedResults.Ok(new RowPage([.. rows.Take(most).Select(Row.Of)], more ? rows[most - 1].Sequence : null));
    }

    private static async Task<IResult> Curve(IGridClient grid, string id, string metric, [AsParameters] CurveQuery query, CancellationToken cancellationToken)
    {
        if (await grid.GetExperiment(new ExperimentId(id)) is not { } experiment)
        {
            return Problems.NoExperiment(id);
        }

        return (await CurveReading.Of(grid, experiment, cancellationToken)).Metrics.TryGetValue(metric, out var curve)
            ? TypedResults.Ok(Columns(curve, query, 1000))
            : Problems.NoMetric(id, metric);
    }

    private static async Task<IResult> Panel(
        IGridClient grid, LiveGrid live, string id, [Description("Name of the metric, such as loss.")] string metric, [AsParameters] CurveQuery query, CancellationToken cancellationToken)
    {
        if (await grid.GetSweep(new SweepId(id)) is not { } view)
        {
            return Problems.NoSweep(id);
        }

        var curves = new Dictionary<string, CurveColumns>(StringComparer.Ordinal);
        await foreach (var (experiment, all) in CurveReading.Of(grid, view.Experiments, cancellationToken))
        {
            if (all.Metrics.TryGetValue(metric, out var curve))
            {
                curves[experiment.Id.Value] = Columns(curve, query, CurveOverview.Limit);
            }
        }

        return TypedResults.Ok(curves);
    }

    private static CurveColumns Columns(CurveBuckets curve, CurveQuery query, int points) => CurveColumns.Of(
        curve.Count,
        curve.Choose(Math.Clamp(query.Points ?? points, 6, MostPoints), query.FromStep ?? long.MinValue, query.ToStep ?? long.MaxValue));
}

/// <summary>Which part of a curve, and how fine.</summary>
public readonly record struct CurveQuery
{
    [Description("Points at most, 6 to 20000.")]
    public int? Points { get; init; }

    [Description("First step."), FromQuery(Name = "from_step")]
    public long? FromStep { get; init; }

    [Description("Last step."), FromQuery(Name = "to_step")]
    public long? ToStep { get; init; }
}

/// <summary>Rows in order.</summary>
/// <param name="Next">What to give as <c>after</c> for the next page; null at the end.</param>
public sealed record RowPage(ImmutableArray<Row> Items, long? Next);

/// <summary>What was measured at one step.</summary>
public sealed record Row(long Sequence, int Attempt, long Step, double Epoch, DateTimeOffset Time, IReadOnlyDictionary<string, double> Values)
{
    public static Row Of(MetricRow row) => new(row.Sequence, row.Attempt, row.Step, row.Epoch, row.Time, new Dictionary<string, double>(row.Values, StringComparer.Ordinal));
}

/// <summary>A curve as columns of the same length.</summary>
/// <param name="Count">Values that were measured in all; more than there are here when the curve was thinned out.</param>
public sealed record CurveColumns(long Count, long[] Step, double[] Epoch, DateTimeOffset[] Time, double[] Value)
{
    public static CurveColumns Of(long count, MetricPoint[] points) =>
        new(count, [.. points.Select(p => p.Step)], [.. points.Select(p => p.Epoch)], [.. points.Select(p => p.Time)], [.. points.Select(p => p.Value)]);
}
