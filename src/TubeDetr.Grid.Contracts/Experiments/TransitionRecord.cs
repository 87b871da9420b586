namespace TubeDetr.Grid.Contracts.Experiments;

/// <summary>One move of an experiment's state, with its time and cause.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.TransitionRecord")]
public sealed record TransitionRecord(
    [property: Id(0)] ExperimentState From,
    [property: Id(1)] ExperimentState To,
    [property: Id(2)] string Cause,
    [property: Id(3)] int Attempt,
    [property: Id(4)] DateTimeOffset Time);
