using System.Text.Json;
using TubeDetr.Parity.Checkpoints;

namespace TubeDetr.Parity.Checks;

/// <summary><c>checkpoints</c>: every tensor and value of PyTorch's files, what loading makes of them, and that they come back from a conversion as they were.</summary>
public sealed class CheckpointsCheck : ParityCheck
{
    /// <inheritdoc/>
    public override string Prefix => "checkpoints";

    /// <inheritdoc/>
    public override void Run(GoldenCase golden, Comparison comparison)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(golden["manifest.json"]));
        foreach (var file in manifest.RootElement.GetProperty("files").EnumerateArray())
        {
            new GoldenCheckpoint(golden, file, comparison).Compare();
        }
    }
}
