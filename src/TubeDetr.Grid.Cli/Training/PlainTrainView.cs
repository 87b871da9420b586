using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Training;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>For logs and pipes: a line for each epoch; with JSON, that line as JSON on stdout and everything else on stderr.</summary>
internal sealed class PlainTrainView(Screen output, Screen talk, bool json) : ITrainView
{
    public void Say(string line) => talk.Line(line);

    public void Step(StepReport step, int stepsPerEpoch)
    {
    }

    public void Step(StepLine line)
    {
        if (json)
        {
            output.Line(JsonText.Of(line));
        }
        else
        {
            talk.Line(Format.Invariant($"step {line.Step}  loss {Format.Number(line.Values["loss"])}"));
        }
    }

    public void Evaluating(double fraction)
    {
    }

    public void Epoch(EpochLine line) => output.Line(json ? JsonText.Of(line) : Describe(line));

    public static string Describe(EpochLine line)
    {
        var parts = new List<string> { $"epoch {Format.Epochs(line.Epoch, line.Epochs)}", $"loss {Format.Number(line.Train.GetValueOrDefault("loss", double.NaN))}" };
        parts.AddRange((line.Evaluation ?? new Dictionary<string, double>(StringComparer.Ordinal))
            .Where(metric => !metric.Key.StartsWith("gt_", StringComparison.Ordinal))
            .OrderBy(metric => metric.Key, StringComparer.Ordinal)
            .Select(metric => $"{Leaderboard.Title(metric.Key)} {Format.Number(metric.Value)}"));
        parts.Add(Format.Duration(TimeSpan.FromSeconds(line.Seconds)));
        if (line.Checkpoint is { } file)
        {
            parts.Add(file);
        }

        return string.Join("  ", parts);
    }
}
