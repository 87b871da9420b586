namespace TubeDetr.Grid.Contracts.Experiments;

/// <summary>The objective's value as it was evaluated after so many epochs.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.EvaluatedEpoch")]
public readonly record struct EvaluatedEpoch([property: Id(0)] int Epoch, [property: Id(1)] double Value);
