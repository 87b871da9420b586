using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Contracts.Sweeps;

/// <summary>Asks for a new experiment that goes on from a checkpoint of another one of the same sweep.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.ForkRequest")]
public sealed record ForkRequest
{
    [Id(0)] public required ExperimentId Source { get; init; }

    /// <summary>The last checkpoint with this many epochs done; null: the newest of all.</summary>
    [Id(1)] public int? Epoch { get; init; }

    /// <summary>Hyper-parameters that differ from the source's, as people write them.</summary>
    [Id(2)] public ImmutableArray<KeyValuePair<string, string>> Changes { get; init; } = [];
}

/// <summary>Answer to a fork: the new experiment, or everything that is wrong with the request.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.ForkResult")]
public sealed record ForkResult
{
    private ForkResult()
    {
    }

    [MemberNotNullWhen(true, nameof(Experiment))]
    public bool Accepted => Experiment is not null;

    [Id(0)] public ExperimentId? Experiment { get; private init; }

    [Id(1)] public ImmutableArray<string> Errors { get; private init; } = [];

    public static ForkResult Of(ExperimentId experiment) => new() { Experiment = experiment };

    public static ForkResult Refused(params ImmutableArray<string> errors) => new() { Errors = errors };
}
