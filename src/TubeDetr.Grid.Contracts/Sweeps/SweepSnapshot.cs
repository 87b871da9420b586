using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Contracts.Sweeps;

/// <summary>A sweep at one moment: enough for a row of the list and the head of its page.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.SweepSnapshot")]
public sealed record SweepSnapshot
{
    [Id(0)] public required SweepId Id { get; init; }

    [Id(1)] public required string Name { get; init; }

    [Id(2)] public required SweepState State { get; init; }

    /// <summary><c>grid</c>, <c>random</c>, <c>sobol</c>, <c>tpe</c> or <c>pbt</c>.</summary>
    [Id(3)] public required string Method { get; init; }

    [Id(4)] public required Objective Objective { get; init; }

    [Id(5)] public required DateTimeOffset Created { get; init; }

    /// <summary>When the last experiment ended; absent while any is left.</summary>
    [Id(6)] public DateTimeOffset? Ended { get; init; }

    /// <summary>How many experiments are in each state; states without any are absent.</summary>
    [Id(7)] public required ImmutableDictionary<ExperimentState, int> Counts { get; init; }

    [Id(8)] public required int Total { get; init; }

    /// <summary>Epochs done over all experiments, a running one's fraction included, and epochs in all.</summary>
    [Id(9)] public required double EpochsDone { get; init; }

    [Id(10)] public required double EpochsTotal { get; init; }

    [Id(11)] public ExperimentId? Best { get; init; }

    [Id(12)] public double? BestValue { get; init; }

    /// <summary>Names of the hyper-parameters in which the experiments differ, in the order of the YAML.</summary>
    [Id(13)] public ImmutableArray<string> Differing { get; init; } = [];

    /// <summary>The YAML as it was submitted.</summary>
    [Id(14)] public required string Yaml { get; init; }

    /// <summary>Grows with every change; a reader that saw it need not read again.</summary>
    [Id(15)] public required long Version { get; init; }

    /// <summary>Time until all experiments are done at the present pace; absent before the first epoch.</summary>
    [Id(16)] public TimeSpan? Eta { get; init; }

    /// <summary>Time that ended attempts have held slots, all slots added up.</summary>
    [Id(30)] public TimeSpan SlotTime { get; init; }

    /// <summary>Since when each slot is held that is held now.</summary>
    [Id(31)] public ImmutableArray<DateTimeOffset> SlotsSince { get; init; } = [];

    /// <summary>Time that slots were held until a moment, all slots added up.</summary>
    public TimeSpan SlotTimeAt(DateTimeOffset now) => SlotTime + TimeSpan.FromTicks(SlotsSince.Sum(since => Math.Max(0, (now - since).Ticks)));

    /// <summary>Why it was paused, stopped or cancelled; absent otherwise.</summary>
    [Id(40)] public string? Reason { get; init; }

    /// <summary>What else counts, besides <see cref="Objective"/>.</summary>
    [Id(41)] public ImmutableArray<Objective> OtherObjectives { get; init; } = [];
}
