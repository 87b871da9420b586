using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <summary>
/// What is kept of a sweep besides its journal: what was asked. Its experiments' rows are not: each experiment keeps its own, and the sweep asks them when it
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

    /// <summary>Proposals of a sweep that was stored before there was a journal; they move there when it wakes up. So do their <see cref="Epochs"/> and <see cref="Origins"/>.</summary>
    [Id(6)] public ImmutableArray<HyperParameterSet> Proposals { get; init; } = [];

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

    [Id(14)] public ImmutableDictionary<int, ExperimentOrigin> Origins { get; init; } = ImmutableDictionary<int, ExperimentOrigin>.Empty;

    /// <summary>Of its experiments, unless a person changed theirs.</summary>
    [Id(15)] public int Priority { get; init; }

    [Id(16)] public CheckpointPolicy Checkpoints { get; init; } = new();

    /// <summary>What all proposals share.</summary>
    [Id(40)] public HyperParameterSet Constants { get; init; } = HyperParameterSet.Empty;

    /// <summary>How many experiments the sampler is to propose in all.</summary>
    [Id(41)] public int Planned { get; init; }

    /// <summary>What else counts, besides <see cref="Objective"/>.</summary>
    [Id(42)] public ImmutableArray<Objective> OtherObjectives { get; init; } = [];

    /// <summary>When so much time has passed since it was submitted, nothing new begins.</summary>
    [Id(43)] public TimeSpan? TimeBudget { get; init; }

    /// <summary>What the slots of its experiments must have.</summary>
    [Id(30)] public SlotRequirements Requires { get; init; } = SlotRequirements.None;

    /// <summary>What follows from losses of a certain kind.</summary>
    [Id(31)] public ImmutableArray<FailureRule> FailureRules { get; init; } = [];
}
