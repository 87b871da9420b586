namespace TubeDetr.Grid.Contracts.Trainers;

/// <summary>What an attempt cannot do at present because a store, or a grain's silo, does not answer. Training goes on; nothing is lost.</summary>
/// <param name="Since">When it was first tried.</param>
/// <param name="What">For people: what is tried, and the last failure.</param>
[GenerateSerializer, Immutable, Alias("tubedetr.OutageSnapshot")]
public sealed record OutageSnapshot([property: Id(0)] DateTimeOffset Since, [property: Id(1)] string What);
