using System.Collections.Immutable;

namespace TubeDetr.Grid.Contracts.Experiments;

/// <summary>Answer to an attempt's checkpoint.</summary>
/// <param name="Counts">False: a later attempt exists, or the experiment has ended; stop.</param>
/// <param name="LetGo">Blobs that are to be taken from the head and deleted.</param>
[GenerateSerializer, Immutable, Alias("tubedetr.CheckpointReceipt")]
public sealed record CheckpointReceipt([property: Id(0)] bool Counts, [property: Id(1)] ImmutableArray<string> LetGo)
{
    public static readonly CheckpointReceipt Refused = new(false, []);
}

/// <summary>A checkpoint that was copied for another experiment, or the sentence that says why not.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.CheckpointCopy")]
public sealed record CheckpointCopy([property: Id(0)] CheckpointRecord? Copy, [property: Id(1)] string? Error);
