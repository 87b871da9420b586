using System.CommandLine;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>--epoch N</c>, <c>--best</c> or <c>--last</c>: which checkpoint of an experiment is meant.</summary>
internal sealed class CheckpointChoice
{
    private readonly Option<int?> epoch = CommandShape.Number("--epoch", "N", "The one after this epoch.", 1);
    private readonly Option<bool> best = new("--best") { Description = "The one with the best value of the objective. [default, where any was evaluated]" };
    private readonly Option<bool> last = new("--last") { Description = "The newest one. [default, where none was evaluated]" };

    /// <param name="required">Whether one has to be named: what cannot be undone has no default.</param>
    public void AddTo(Command command, bool required = false)
    {
        command.Options.Add(epoch);
        command.Options.Add(best);
        command.Options.Add(last);
        command.Validators.Add(result =>
        {
            var given = ((Option[])[epoch, best, last]).Count(option => result.GetResult(option) is { Implicit: false });
            if (given > 1 || (required && given == 0))
            {
                result.AddError(given > 1 ? "--epoch, --best and --last exclude each other; give one of them." : "Which checkpoint? Give --epoch N, --best or --last.");
            }
        });
    }

    /// <exception cref="CommandFailure">The experiment has no such checkpoint.</exception>
    public CheckpointRecord Pick(ParseResult parsed, ExperimentSnapshot experiment)
    {
        var all = experiment.Checkpoints;
        if (all.IsEmpty)
        {
            throw CommandFailure.Failed($"{experiment.Id} has no checkpoint yet; the first comes after its first epoch.");
        }

        if (parsed.GetValue(epoch) is { } wanted)
        {
            return all.LastOrDefault(c => c.Epoch == wanted)
                ?? throw CommandFailure.BadInput(Format.Invariant($"{experiment.Id} has no checkpoint after epoch {wanted}; there are those after {string.Join(", ", all.Select(c => c.Epoch).Distinct().Order())}."));
        }

        return parsed.GetValue(last) ? all[^1] : BestOrLast(experiment, isAsked: parsed.GetValue(best));
    }

    /// <summary>The one with the best value of the objective; null where none was evaluated.</summary>
    public static CheckpointRecord? Best(ExperimentSnapshot experiment)
    {
        var evaluated = experiment.Checkpoints.Where(c => c.Value is { } value && double.IsFinite(value));
        return experiment.Objective.Maximize ? evaluated.MaxBy(c => c.Value) : evaluated.MinBy(c => c.Value);
    }

    private static CheckpointRecord BestOrLast(ExperimentSnapshot experiment, bool isAsked)
    {
        if (Best(experiment) is { } found)
        {
            return found;
        }

        return isAsked
            ? throw CommandFailure.Failed($"No checkpoint of {experiment.Id} has been evaluated yet. `--last` fetches the newest.")
            : experiment.Checkpoints[^1];
    }
}
