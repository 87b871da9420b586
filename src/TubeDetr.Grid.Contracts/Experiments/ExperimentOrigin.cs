namespace TubeDetr.Grid.Contracts.Experiments;

/// <summary>Where a forked experiment begins: the checkpoint of another one.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.ExperimentOrigin")]
public sealed record ExperimentOrigin([property: Id(0)] ExperimentId Source, [property: Id(1)] CheckpointRecord Checkpoint)
{
    public override string ToString() => $"{Source}, epoch {Checkpoint.Epoch}, step {Checkpoint.Step}";
}
