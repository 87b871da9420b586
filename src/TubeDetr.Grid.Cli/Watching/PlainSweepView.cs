using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Watching;

/// <summary>For logs and pipes: one line for each experiment and epoch, one for each further attempt, one at the end.</summary>
internal sealed class PlainSweepView(Screen screen) : ISweepView
{
    private readonly Dictionary<ExperimentId, (int Epoch, int Attempt, bool Ended)> _shown = [];

    public void Show(SweepSnapshot sweep, IReadOnlyList<ExperimentSnapshot> experiments)
    {
        foreach (var experiment in experiments.Where(IsNews))
        {
            screen.Line(Describe(experiment, sweep));
        }
    }

    public void Say(string line) => screen.Line(line);

    private bool IsNews(ExperimentSnapshot experiment)
    {
        var now = (Epoch: (int)experiment.EpochsDone, experiment.Attempt, Ended: experiment.State.HasEnded());
        var isLastEpoch = now.Epoch >= experiment.Epochs && !now.Ended;
        if (experiment.Attempt == 0 && !now.Ended || isLastEpoch)
        {
            return false;
        }

        var isNew = !_shown.TryGetValue(experiment.Id, out var before)
            || now.Epoch > before.Epoch || now.Attempt > before.Attempt || now.Ended != before.Ended;
        _shown[experiment.Id] = now;
        return isNew;
    }

    private static string Describe(ExperimentSnapshot experiment, SweepSnapshot sweep)
    {
        var parts = new List<string> { experiment.Id.Value, StateWords.Word(experiment.State) };
        parts.AddRange(sweep.Differing
            .Where(experiment.HyperParameters.Values.ContainsKey)
            .Select(name => $"{name} {Leaderboard.Chosen(experiment, name)}"));
        parts.Add($"epoch {Format.Epochs(experiment.EpochsDone, experiment.Epochs)}");
        if (ExperimentTable.Metric(experiment, "loss") is { } loss)
        {
            parts.Add($"loss {Format.Number(loss)}");
        }

        if (experiment.LastValue is { } value)
        {
            parts.Add($"{Leaderboard.Title(sweep.Objective.Metric)} {Format.Number(value)}");
        }

        if (experiment.Attempt > 1)
        {
            parts.Add(Format.Invariant($"attempt {experiment.Attempt}"));
        }

        if (!experiment.State.HasEnded() && experiment.Eta is { } eta)
        {
            parts.Add($"ETA {Format.Duration(eta)}");
        }

        if (experiment is { State: not ExperimentState.Completed, Reason: { Length: > 0 } reason })
        {
            parts.Add(reason);
        }

        return string.Join("  ", parts);
    }
}
