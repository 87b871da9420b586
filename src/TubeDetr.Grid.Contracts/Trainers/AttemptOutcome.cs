using System.Collections.Immutable;

namespace TubeDetr.Grid.Contracts.Trainers;

/// <summary>How an attempt ended by itself.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.AttemptOutcome")]
public sealed record AttemptOutcome([property: Id(0)] AttemptEnd End, [property: Id(1)] string Reason)
{
    /// <summary>Checkpoints that were let go and are gone from the store.</summary>
    [Id(2)] public ImmutableArray<string> Deleted { get; init; } = [];
}

/// <summary>The ways in which an attempt can end by itself.</summary>
[GenerateSerializer, Alias("tubedetr.AttemptEnd")]
public enum AttemptEnd
{
    /// <summary>All epochs are done.</summary>
    Completed,

    /// <summary>It was told to stop, and its last checkpoint is committed.</summary>
    Stopped,

    /// <summary>A fault that another attempt may not meet: a lost lease, a store that was away for too long.</summary>
    Faulted,

    /// <summary>A fault that every attempt would meet: bad data, a non-finite loss.</summary>
    Failed,

    /// <summary>It has trained the epochs that it was granted, and its last checkpoint is committed.</summary>
    GrantUsed,
}
