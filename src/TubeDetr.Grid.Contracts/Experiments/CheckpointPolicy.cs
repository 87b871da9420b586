namespace TubeDetr.Grid.Contracts.Experiments;

/// <summary>Which checkpoints of an experiment stay, besides those that a person has pinned.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.CheckpointPolicy")]
public sealed record CheckpointPolicy
{
    /// <summary>How many of the newest, at least 1: training goes on from the newest, and from the one before it when that is damaged.</summary>
    [Id(0)] public int KeepLast { get; init; } = 2;

    /// <summary>How many of those with the best values of the objective, at least 0.</summary>
    [Id(1)] public int KeepBest { get; init; } = 1;
}
