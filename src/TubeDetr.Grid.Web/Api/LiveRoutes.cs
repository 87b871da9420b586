using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Api;

/// <summary>Server-sent events: rows of an experiment as they are measured, changes of a sweep as they happen.</summary>
internal static class LiveRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        var live = api.MapGroup("").WithTags("Live");
        live.MapGet("/experiments/{id}/live", Experiment).WithName("FollowExperiment").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Events 'rows' (JSON array) with the number of their last row as id, so that Last-Event-ID goes on after it; 'restart' {\"step\"}: drop what has a greater step.");
        live.MapGet("/sweeps/{id}/live", Sweep).WithName("FollowSweep").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Events 'sweep' and 'experiment' with the snapshot that is new.");
    }

    private static async Task<IResult> Experiment(IGridClient grid, string id, HttpRequest request, CancellationToken cancellationToken, long after = 0)
    {
        if (await grid.GetExperiment(new ExperimentId(id)) is not { } experiment)
        {
            return Problems.NoExperiment(id);
        }

        var seen = long.TryParse(request.Headers["Last-Event-ID"], System.Globalization.CultureInfo.InvariantCulture, out var last) ? last : after;
        return TypedResults.ServerSentEvents(Rows(grid, experiment.Id, seen, cancellationToken));
    }

    private static async Task<IResult> Sweep(IGridClient grid, LiveGrid live, string id, CancellationToken cancellationToken) =>
        await grid.GetSweep(new SweepId(id)) is null
            ? Problems.NoSweep(id)
            : TypedResults.ServerSentEvents(Changes(live, new SweepId(id), cancellationToken));

    /// <summary>Ends when the silo that holds the history goes: the client's event source asks again by itself.</summary>
    private static async IAsyncEnumerable<SseItem<object>> Rows(IGridClient grid, ExperimentId id, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in grid.Watch(id, after, cancellationToken))
        {
            if (batch.Restarts is { } step)
            {
                yield return new SseItem<object>(new { step }, "restart");
            }

            if (!batch.Rows.IsEmpty)
            {
                yield return new SseItem<object>(batch.Rows.Select(Row.Of), "rows") { EventId = batch.Rows[^1].Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture) };
            }
        }
    }

    private static async IAsyncEnumerable<SseItem<object>> Changes(LiveGrid live, SweepId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var listener = live.Sweep(id).Listen();
        var versions = new Dictionary<ExperimentId, long>();
        long? version = null;
        while (true)
        {
            if ((await listener.Reader.ReadAsync(cancellationToken)).Value is not { } view)
            {
                continue;
            }

            if (version != view.Sweep.Version)
            {
                version = view.Sweep.Version;
                yield return new SseItem<object>(view.Sweep, "sweep");
            }

            foreach (var experiment in view.Experiments.Where(experiment => versions.GetValueOrDefault(experiment.Id, long.MinValue) != experiment.Version))
            {
                versions[experiment.Id] = experiment.Version;
                yield return new SseItem<object>(experiment, "experiment");
            }
        }
    }
}
