using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Search.Pruners;

namespace TubeDetr.Grid.Search.Replay;

/// <summary>What an experiment really showed, from its beginning to its end.</summary>
public sealed record TrainedCurve
{
    public required ExperimentId Experiment { get; init; }

    /// <summary>Place in the sweep's order of proposal, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>How many epochs it was meant to train.</summary>
    public required int Epochs { get; init; }

    /// <summary>Epochs that it did train; what would have come after is not known.</summary>
    public required int Trained { get; init; }

    /// <summary>The objective's values, by epoch.</summary>
    public required ImmutableArray<CurvePoint> Points { get; init; }

    /// <summary>Seconds that an epoch takes on a slot, its evaluation included.</summary>
    public double SecondsPerEpoch { get; init; } = 1;

    /// <summary>It failed, or a person ended it.</summary>
    public bool Lost { get; init; }
}

/// <summary>What would have become of an experiment under another pruner.</summary>
/// <param name="Trained">Epochs that it would have trained, no more than it did.</param>
/// <param name="Best">Its best value by then; null when it showed none.</param>
/// <param name="Pruned">The pruner's sentence; null when it would not have ended it.</param>
public sealed record ReplayedExperiment(TrainedCurve Curve, int Trained, double? Best, string? Pruned);
