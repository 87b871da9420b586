using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Training.Checkpoints;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>The output folder of a training: a checkpoint for each epoch, and <c>log.txt</c> with a line of JSON for each.</summary>
internal sealed class CheckpointFolder(string? path)
{
    /// <exception cref="CommandFailure">The folder cannot be made.</exception>
    public void Prepare()
    {
        try
        {
            if (path is not null)
            {
                Directory.CreateDirectory(path);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.BadInput($"The folder {path} cannot be made: {failure.Message} Choose another with --output-dir.");
        }
    }

    /// <summary>Writes the checkpoint whole or not at all; its file, or null where none is wanted.</summary>
    public string? Save(CheckpointImage image, bool interrupted = false)
    {
        if (path is null)
        {
            return null;
        }

        var file = Path.Combine(path, interrupted ? "checkpoint-interrupted.safetensors" : Format.Invariant($"checkpoint{image.Epoch:0000}.safetensors"));
        var part = file + ".part";
        try
        {
            using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write))
            {
                image.WriteTo(stream);
            }

            File.Move(part, file, overwrite: true);
            return file;
        }
        finally
        {
            File.Delete(part);
        }
    }

    public void Log(EpochLine line)
    {
        if (path is not null)
        {
            File.AppendAllText(Path.Combine(path, "log.txt"), JsonText.Of(line) + "\n");
        }
    }
}
