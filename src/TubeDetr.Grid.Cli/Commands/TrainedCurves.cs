using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Search.Pruners;
using TubeDetr.Grid.Search.Replay;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary>The rows of a sweep as curves to be played again.</summary>
internal static class TrainedCurves
{
    /// <summary>Those that were evaluated, in the order of their proposal.</summary>
    public static ImmutableArray<TrainedCurve> Of(IEnumerable<ExperimentSnapshot> rows) =>
    [
        .. rows.Where(row => !row.Curve.IsEmpty).OrderBy(row => row.Index).Select(row => new TrainedCurve
        {
            Experiment = row.Id,
            Index = row.Index,
            Epochs = Math.Max(row.Epochs, row.Curve[^1].Epoch),
            Trained = Math.Max((int)row.EpochsDone, row.Curve[^1].Epoch),
            Points = [.. row.Curve.Select(point => new CurvePoint(point.Epoch, point.Value))],
            SecondsPerEpoch = Seconds(row) / Math.Max(1, row.EpochsDone - (row.Origin?.Checkpoint.Epoch ?? 0)),
            Lost = row.State is ExperimentState.Failed or ExperimentState.Cancelled,
        }),
    ];

    /// <summary>The greatest number of attempts that held a slot at the same time; at least 1.</summary>
    public static int Parallelism(IEnumerable<ExperimentSnapshot> rows, DateTimeOffset now)
    {
        var (held, most) = (0, 1);
        var moves = rows.SelectMany(row => row.Attempts).SelectMany(attempt => new[] { (Time: attempt.Started, Change: 1), (Time: attempt.Ended ?? now, Change: -1) });
        foreach (var move in moves.OrderBy(move => move.Time).ThenBy(move => move.Change))
        {
            held += move.Change;
            most = Math.Max(most, held);
        }

        return most;
    }

    /// <summary>On slots, over all attempts that have ended; what was done twice counts twice.</summary>
    private static double Seconds(ExperimentSnapshot row) => row.Attempts.Where(attempt => attempt.Ended is not null).Sum(attempt => (attempt.Ended!.Value - attempt.Started).TotalSeconds);
}
