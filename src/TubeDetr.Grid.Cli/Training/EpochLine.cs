using System.Text.Json.Serialization;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>One epoch as <c>--json</c> prints it.</summary>
internal sealed record EpochLine
{
    /// <summary>Epochs done.</summary>
    public required int Epoch { get; init; }

    public required int Epochs { get; init; }

    public required long Step { get; init; }

    /// <summary>Averages over the epoch's steps.</summary>
    public required IReadOnlyDictionary<string, double> Train { get; init; }

    /// <summary>What the evaluation measured; null when there was none after this epoch.</summary>
    [JsonPropertyName("eval")]
    public required IReadOnlyDictionary<string, double>? Evaluation { get; init; }

    public required double Seconds { get; init; }

    /// <summary>File of the checkpoint; null when none was written.</summary>
    public string? Checkpoint { get; init; }
}
