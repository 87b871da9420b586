using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Web.Words;

/// <summary>Something that people may ask of an experiment, with the words for it.</summary>
/// <param name="Request">What is asked.</param>
/// <param name="Button">What it does.</param>
/// <param name="Help">What happens then.</param>
/// <param name="Question">Asked first where it ends training; empty otherwise.</param>
public sealed record ExperimentAction(ExperimentRequest Request, string Button, string Help, string Question = "")
{
    private static readonly ExperimentAction Pause = new(ExperimentRequest.Pause, "Pause", "It writes a checkpoint, gives its slot back, and waits until somebody resumes it");

    private static readonly ExperimentAction Resume = new(ExperimentRequest.Resume, "Resume", "It waits for a slot again");

    private static readonly ExperimentAction Requeue = new(ExperimentRequest.Requeue, "Give the slot back", "It writes a checkpoint and waits for another slot");

    public bool Dangerous => Question.Length > 0;

    /// <summary>What its state allows.</summary>
    public static ImmutableArray<ExperimentAction> Of(ExperimentSnapshot experiment) => experiment.State switch
    {
        ExperimentState.Queued => [Pause, Cancel(experiment)],
        ExperimentState.Running => [Pause, Requeue, Stop(experiment), Cancel(experiment)],
        ExperimentState.Paused => [Resume, Cancel(experiment)],
        ExperimentState.Stopping => [Cancel(experiment)],
        _ => [],
    };

    private static ExperimentAction Stop(ExperimentSnapshot experiment) => new(
        ExperimentRequest.Stop,
        "Stop after this epoch",
        "It finishes its epoch with its evaluation, then ends",
        $"Stop {experiment.Id} after its epoch? One experiment ends with a last checkpoint, and cannot go on; it can be forked.");

    private static ExperimentAction Cancel(ExperimentSnapshot experiment) => new(
        ExperimentRequest.Cancel,
        "Cancel now, keep checkpoints",
        "It writes a last checkpoint if it trains, and ends",
        $"Cancel {experiment.Id} now? One experiment ends. Its checkpoints, curves and logs are kept; it cannot go on, but it can be forked.");
}
