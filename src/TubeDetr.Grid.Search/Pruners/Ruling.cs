using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Search.Pruners;

/// <summary>What becomes of an experiment.</summary>
public enum Verdict
{
    /// <summary>It trains on, as it was granted.</summary>
    Continue,

    /// <summary>It has used what it was granted: it gives its slot back, keeps its checkpoint, and others decide whether it goes on.</summary>
    Wait,

    /// <summary>It is granted more epochs and goes on from its checkpoint.</summary>
    Promote,

    /// <summary>It ends here, for good.</summary>
    Prune,
}

/// <summary>A pruner's word on one experiment.</summary>
/// <param name="Grant">Epochs that it may train in all; for <see cref="Verdict.Prune"/> those at which it ends.</param>
/// <param name="Reason">By whom, at which epoch, against what: a sentence for people.</param>
public sealed record Ruling(ExperimentId Experiment, int Index, Verdict Verdict, int Grant, string Reason);
