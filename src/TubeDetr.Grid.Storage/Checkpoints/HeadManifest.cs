using System.Collections.Immutable;
using System.Text.Json;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Storage.Checkpoints;

/// <summary>The content of an experiment's head blob: which checkpoints are committed, and the attempt that committed last.</summary>
public sealed record HeadManifest(string Experiment, int Attempt, ImmutableArray<CheckpointRecord> Checkpoints)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The checkpoint from which to go on; null before the first.</summary>
    public CheckpointRecord? Latest => Checkpoints.IsEmpty ? null : Checkpoints[^1];

    /// <summary>Whether a checkpoint is committed.</summary>
    public bool Names(string blob) => Checkpoints.Any(checkpoint => string.Equals(checkpoint.Blob, blob, StringComparison.Ordinal));

    public HeadManifest Without(IEnumerable<string> blobs) => this with { Checkpoints = Checkpoints.RemoveAll(checkpoint => blobs.Contains(checkpoint.Blob, StringComparer.Ordinal)) };

    public HeadManifest With(CheckpointRecord checkpoint) => this with { Checkpoints = Without([checkpoint.Blob]).Checkpoints.Add(checkpoint) };

    public static HeadManifest Empty(ExperimentId experiment) => new(experiment.Value, 0, []);

    internal static HeadManifest Read(BinaryData content) =>
        JsonSerializer.Deserialize<HeadManifest>(content, Format) ?? throw new InvalidDataException("The experiment's head is empty.");

    internal BinaryData Write() => new(JsonSerializer.SerializeToUtf8Bytes(this, Format));
}
