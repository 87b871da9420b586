using System.Text.Json;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Training;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>
/// What a training writes down beside its checkpoints: <c>log.txt</c> with a line of JSON for each epoch (<see cref="EpochStatistics"/>) and, where it is asked for, <c>steps.txt</c> with one for each step. After a resume
/// both go on as if nothing had happened: what was written later than the checkpoint is taken back, and an epoch whose evaluation was cut off gets it.
/// </summary>
internal sealed class TrainJournal(string? path)
{
    private string Epochs => Path.Combine(path!, "log.txt");

    private string Steps => Path.Combine(path!, "steps.txt");

    private string Pending => Path.Combine(path!, "log.pending");

    /// <summary>Takes back what is later than the checkpoint that training goes on from, and half lines.</summary>
    public void Rewind(int epoch, long step)
    {
        if (path is not null)
        {
            Keep(Epochs, line => EpochStatistics.EpochOf(line) <= epoch);
            Keep(Steps, line => line.GetProperty("step").GetInt64() <= step);
        }
    }

    public void Log(StepLine line)
    {
        if (path is not null)
        {
            File.AppendAllText(Steps, JsonText.Of(line) + "\n");
        }
    }

    /// <summary>Before the checkpoint of an epoch: what its line will say, but for the evaluation.</summary>
    public void Announce(EpochLine line)
    {
        if (path is not null)
        {
            File.WriteAllText(Pending + ".part", JsonText.Of(line));
            File.Move(Pending + ".part", Pending, overwrite: true);
        }
    }

    public void Log(EpochLine line, EvaluationReport? evaluation, long parameters)
    {
        if (path is not null)
        {
            File.AppendAllText(Epochs, EpochStatistics.Of(line, evaluation, parameters) + "\n");
            File.Delete(Pending);
        }
    }

    /// <summary>The line of an epoch that was trained, and has its checkpoint, but was never logged; null where there is none.</summary>
    public EpochLine? Owed(int epoch) =>
        path is not null && File.Exists(Pending) && JsonSerializer.Deserialize<EpochLine>(File.ReadAllText(Pending), JsonText.Options) is { } line && line.Epoch == epoch && !IsLogged(epoch)
            ? line
            : null;

    private bool IsLogged(int epoch) => Lines(Epochs).Any(line => line.Json is { } json && EpochStatistics.EpochOf(json) == epoch);

    private static void Keep(string file, Func<JsonElement, bool> isKept)
    {
        var lines = Lines(file);
        var kept = lines.Where(line => line.Json is { } json && isKept(json)).Select(line => line.Text).ToArray();
        if (kept.Length < lines.Count)
        {
            File.WriteAllLines(file + ".part", kept);
            File.Move(file + ".part", file, overwrite: true);
        }
    }

    private static List<(string Text, JsonElement? Json)> Lines(string file) =>
        File.Exists(file) ? [.. File.ReadAllText(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(text => (text, Parse(text)))] : [];

    private static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null; // half a line: its writer was killed
        }
    }
}
