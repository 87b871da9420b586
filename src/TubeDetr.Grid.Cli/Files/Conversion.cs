using TubeDetr.Training.Checkpoints.Conversion;

namespace TubeDetr.Grid.Cli.Files;

/// <summary>Converts a checkpoint file: the new one is there whole or not at all.</summary>
/// <param name="From">File to read.</param>
/// <param name="To">File to write; its ending says of which kind.</param>
/// <param name="Weights"><c>model</c> or <c>model_ema</c> for these weights alone; null for everything.</param>
/// <param name="Force">Whether an existing file may be replaced.</param>
internal sealed record Conversion(string From, string To, string? Weights, bool Force)
{
    private static readonly string[] PyTorchEndings = [".pth", ".pt", ".bin", ".ckpt"];

    /// <exception cref="CommandFailure">The file is there already, has no ending that is known, or no folder.</exception>
    /// <exception cref="TubeDetr.Training.Checkpoints.CheckpointException">The source cannot be read.</exception>
    public ConversionReport Run(IProgress<double> progress, CancellationToken cancellationToken)
    {
        var toPyTorch = IsPyTorch();
        Require();
        var part = To + ".part";
        try
        {
            ConversionReport report;
            using (var stream = new FileStream(part, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                report = new CheckpointConversion(From, toPyTorch, Weights).Run(stream, progress, cancellationToken);
            }

            File.Move(part, To, Force);
            return report;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private bool IsPyTorch() => PyTorchEndings.Contains(Path.GetExtension(To), StringComparer.OrdinalIgnoreCase)
        || (Path.GetExtension(To).Equals(".safetensors", StringComparison.OrdinalIgnoreCase)
            ? false
            : throw CommandFailure.BadInput($"{To}: the ending says what to write; choose .pth for PyTorch or .safetensors for ours."));

    private void Require()
    {
        if (Path.GetFullPath(From).Equals(Path.GetFullPath(To), StringComparison.Ordinal))
        {
            throw CommandFailure.BadInput($"{To} is the file to read; choose another name for the new one.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(To))))
        {
            throw CommandFailure.BadInput($"There is no folder {Path.GetDirectoryName(Path.GetFullPath(To))} for the file. Make it, or choose another.");
        }

        if (File.Exists(To) && !Force)
        {
            throw CommandFailure.BadInput($"{To} is there already. Choose another name, or replace it with --force.");
        }
    }
}
