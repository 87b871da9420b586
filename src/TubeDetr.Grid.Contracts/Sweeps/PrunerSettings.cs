namespace TubeDetr.Grid.Contracts.Sweeps;

/// <summary>How a sweep stops experiments early.</summary>
[GenerateSerializer, Alias("tubedetr.PrunerKind")]
public enum PrunerKind
{
    /// <summary>Every experiment trains all its epochs.</summary>
    None,

    /// <summary>Worse than the median of the others at the same epoch.</summary>
    Median,

    /// <summary>Asynchronous successive halving: waits at rungs, and the best go on.</summary>
    Asha,

    /// <summary>W&amp;B's: beyond the threshold of a band.</summary>
    Hyperband,
}

/// <summary>The YAML's <c>early_terminate</c>, with W&amp;B's keys; null where nothing was said.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.PrunerSettings")]
public sealed record PrunerSettings
{
    [Id(0)] public PrunerKind Kind { get; init; }

    /// <summary><c>min_iter</c>: epochs of the first rung or band; for the median, epochs before which nobody is ended.</summary>
    [Id(1)] public int? MinIter { get; init; }

    /// <summary><c>max_iter</c>: epochs from which bands are counted down; for ASHA, no rung is at or after it.</summary>
    [Id(2)] public int? MaxIter { get; init; }

    /// <summary><c>eta</c>: one of so many goes on. 3 where nothing was said.</summary>
    [Id(3)] public double? Eta { get; init; }

    /// <summary><c>s</c>: for Hyperband, how many bands below <c>max_iter</c>; for ASHA, how many brackets.</summary>
    [Id(4)] public int? S { get; init; }

    /// <summary><c>strict</c>, of Hyperband: judge by the value at the band, not by the best so far.</summary>
    [Id(5)] public bool? Strict { get; init; }

    /// <summary><c>n_startup</c>, of the median: how many others must have come as far. 5 where nothing was said.</summary>
    [Id(6)] public int? Startup { get; init; }
}
