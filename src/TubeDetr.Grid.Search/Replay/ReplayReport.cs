using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Search.Replay;

/// <summary>What another pruner would have changed about a sweep.</summary>
public sealed record ReplayReport
{
    /// <summary>How many of the best experiments count as winners.</summary>
    public const int Winners = 3;

    private const double Hour = 3600;

    public required int Experiments { get; init; }

    public required int EpochsTrained { get; init; }

    public required int EpochsSaved { get; init; }

    public required double SlotHoursTrained { get; init; }

    public required double SlotHoursSaved { get; init; }

    /// <summary>Null when no experiment has a value.</summary>
    public required ReplayedBest? Best { get; init; }

    /// <summary>The best that would have been found; null when none.</summary>
    public required ReplayedBest? BestAfter { get; init; }

    /// <summary>Those of the best <see cref="Winners"/> that would have ended before they showed their best value.</summary>
    public required ImmutableArray<LostWinner> Lost { get; init; }

    /// <summary>How many experiments ended before their last epoch, so that nobody knows what would have come after.</summary>
    public required int Cut { get; init; }

    public static ReplayReport Of(IReadOnlyCollection<ReplayedExperiment> played, Objective objective)
    {
        var ranked = Order(played.Select(one => (One: one, Value: BestOf(one.Curve, objective))), objective);
        var after = Order(played.Select(one => (One: one, Value: one.Best)), objective);
        return new ReplayReport
        {
            Experiments = played.Count,
            EpochsTrained = played.Sum(one => one.Curve.Trained),
            EpochsSaved = played.Sum(one => one.Curve.Trained - one.Trained),
            SlotHoursTrained = played.Sum(one => one.Curve.Trained * one.Curve.SecondsPerEpoch) / Hour,
            SlotHoursSaved = played.Sum(one => (one.Curve.Trained - one.Trained) * one.Curve.SecondsPerEpoch) / Hour,
            Best = First(ranked),
            BestAfter = First(after),
            Lost =
            [
                .. ranked.Take(Winners).Select((winner, place) => (winner.One, winner.Value, Place: place + 1))
                    .Where(winner => winner.One is { Pruned: not null } && objective.IsBetter(winner.Value, winner.One.Best))
                    .Select(winner => new LostWinner(winner.One.Curve.Experiment, winner.Place, winner.Value, winner.One.Trained, winner.One.Pruned!)),
            ],
            Cut = played.Count(one => one.Curve.Trained < one.Curve.Epochs),
        };
    }

    private static ReplayedBest? First((ReplayedExperiment One, double Value)[] ranked) => ranked is [var first, ..] ? new ReplayedBest(first.One.Curve.Experiment, first.Value) : null;

    private static (ReplayedExperiment One, double Value)[] Order(IEnumerable<(ReplayedExperiment One, double? Value)> all, Objective objective) =>
    [
        .. all.Where(pair => pair.Value is { } value && double.IsFinite(value)).Select(pair => (pair.One, pair.Value!.Value))
            .OrderBy(pair => objective.Maximize ? -pair.Value : pair.Value).ThenBy(pair => pair.One.Curve.Index),
    ];

    private static double? BestOf(TrainedCurve curve, Objective objective) =>
        curve.Points.Aggregate(default(double?), (best, point) => objective.IsBetter(point.Value, best) ? point.Value : best);
}

/// <summary>The best experiment and its value.</summary>
public sealed record ReplayedBest(ExperimentId Experiment, double Value);

/// <summary>One of the best experiments that another pruner would have ended.</summary>
/// <param name="Place">Among all, from 1.</param>
/// <param name="Epoch">Epochs after which it would have ended.</param>
public sealed record LostWinner(ExperimentId Experiment, int Place, double Value, int Epoch, string Reason);
