using System.Globalization;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Training;
using TubeDetr.Training.Checkpoints;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>The checkpoints in the output folder of a training: one for each epoch, and one of the epoch that goes on.</summary>
internal sealed class CheckpointFolder(string? path)
{
    private const string Beginning = "checkpoint";
    private const string End = ".safetensors";
    private const string Unfinished = $"{Beginning}-unfinished{End}";
    private const string Part = ".part";

    /// <summary>Makes the folder, and clears away what a killed process left half written.</summary>
    /// <exception cref="CommandFailure">The folder cannot be made.</exception>
    public void Prepare()
    {
        try
        {
            if (path is not null)
            {
                Directory.CreateDirectory(path);
                foreach (var half in Directory.EnumerateFiles(path, Beginning + "*" + Part))
                {
                    File.Delete(half);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.BadInput($"The folder {path} cannot be made: {failure.Message} Choose another with --output-dir.");
        }
    }

    /// <summary>The checkpoint to go on from: the file itself, or the latest of a folder; null where a folder has none.</summary>
    /// <exception cref="CheckpointException">A checkpoint in the folder is broken.</exception>
    public static string? Latest(string fileOrFolder)
    {
        if (!Directory.Exists(fileOrFolder))
        {
            return fileOrFolder;
        }

        var finished = Directory.EnumerateFiles(fileOrFolder, Beginning + "*" + End).MaxBy(EpochOf) is { } last && EpochOf(last) >= 0 ? last : null;
        var unfinished = Path.Combine(fileOrFolder, Unfinished);
        return File.Exists(unfinished) && (finished is null || StepOf(unfinished) > StepOf(finished)) ? unfinished : finished;
    }

    /// <summary>The checkpoint of an epoch that ended; null where none is wanted.</summary>
    public string? FileOf(int epoch) => path is null ? null : Path.Combine(path, NameOf(epoch));

    /// <summary>Writes the checkpoint of an epoch that ended, whole or not at all.</summary>
    public void SaveEpoch(CheckpointImage image)
    {
        if (Save(image, NameOf(image.Epoch)) is not null)
        {
            File.Delete(Path.Combine(path!, Unfinished));
        }
    }

    /// <summary>Writes the checkpoint of an epoch that goes on, in place of the one before.</summary>
    public string? SaveUnfinished(CheckpointImage image) => Save(image, Unfinished);

    private static string NameOf(int epoch) => Format.Invariant($"{Beginning}{epoch:0000}{End}");

    private static int EpochOf(string file) =>
        int.TryParse(Path.GetFileName(file).AsSpan()[Beginning.Length..^End.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) ? epoch : -1;

    private static long StepOf(string file)
    {
        using var stream = File.OpenRead(file);
        return TrainingSession.StepOf(stream);
    }

    private string? Save(CheckpointImage image, string name)
    {
        if (path is null)
        {
            return null;
        }

        var file = Path.Combine(path, name);
        var part = file + Part;
        try
        {
            using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write))
            {
                image.WriteTo(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, file, overwrite: true);
            return file;
        }
        finally
        {
            File.Delete(part);
        }
    }
}
