using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <summary>
/// What is kept of a sweep: what was asked and what was proposed. Its experiments' rows are not: each experiment keeps its own, and the sweep asks them when it
/// wakes up, so there is nothing that could disagree.
/// </summary>
[GenerateSerializer, Immutable, Alias("tubedetr.SweepRecord")]
public sealed partial record SweepRecord
{
    [Id(0)] public string Yaml { get; init; } = "";

    [Id(1)] public string Name { get; init; } = "";

    [Id(2)] public string Method { get; init; } = "";

    [Id(3)] public Objective Objective { get; init; } = new("viou", Maximize: true);

    [Id(4)] public int? MaxConcurrent { get; init; }

    [Id(5)] public int MaxAttempts { get; init; }

    /// <summary>One per experiment; empty until something is submitted.</summary>
    [Id(6)] public ImmutableArray<HyperParameterSet> Proposals { get; init; } = [];

    /// <summary>Epochs of each experiment, defaults included.</summary>
    [Id(7)] public ImmutableArray<int> Epochs { get; init; } = [];

    [Id(8)] public ImmutableArray<string> Differing { get; init; } = [];

    [Id(9)] public DateTimeOffset Created { get; init; }

    /// <summary>What the person said who asked for the end.</summary>
    [Id(10)] public string? Cancelled { get; init; }

    /// <summary>The last snapshot, once all experiments have ended.</summary>
    [Id(11)] public SweepSnapshot? Final { get; init; }

    /// <summary>What the person said who paused it; null while it is not paused.</summary>
    [Id(12)] public string? Paused { get; init; }

    /// <summary>What the person said who asked that only what has begun goes on.</summary>
    [Id(13)] public string? Stopped { get; init; }

    /// <summary>Where forks begin, by their place among the proposals.</summary>
    [Id(14)] public ImmutableDictionary<int, ExperimentOrigin> Origins { get; init; } = ImmutableDictionary<int, ExperimentOrigin>.Empty;

    /// <summary>Of its experiments, unless a person changed theirs.</summary>
    [Id(15)] public int Priority { get; init; }

    [Id(16)] public CheckpointPolicy Checkpoints { get; init; } = new();
}
