namespace TubeDetr.Grid.Contracts.Experiments;

/// <summary>A checkpoint that is committed: its blob is whole and the experiment's head names it.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.CheckpointRecord")]
public sealed record CheckpointRecord
{
    /// <summary>Epochs that are done in it.</summary>
    [Id(0)] public required int Epoch { get; init; }

    /// <summary>Global step.</summary>
    [Id(1)] public required long Step { get; init; }

    [Id(2)] public required int Attempt { get; init; }

    /// <summary>Name of the blob in the checkpoint container.</summary>
    [Id(3)] public required string Blob { get; init; }

    /// <summary>Bytes.</summary>
    [Id(4)] public required long Length { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hexadecimal.</summary>
    [Id(5)] public required string Sha256 { get; init; }

    [Id(6)] public required DateTimeOffset Time { get; init; }

    /// <summary>The objective's value at that epoch, where it was evaluated.</summary>
    [Id(7)] public double? Value { get; init; }
}
