using TubeDetr.Grid.Cli.Training;
using TubeDetr.Training;

namespace TubeDetr.Grid.Cli.Evaluation;

/// <summary>One evaluation in this process.</summary>
/// <param name="request">What to evaluate.</param>
/// <param name="say">Gets lines for people.</param>
/// <param name="progress">Gets the part that is done, in (0, 1].</param>
/// <param name="time">The clock.</param>
internal sealed class EvaluateLoop(EvaluateRequest request, Action<string> say, Action<double> progress, TimeProvider time)
{
    /// <summary>Evaluates; blocks.</summary>
    /// <exception cref="CommandFailure">For everything that a person can put right.</exception>
    /// <exception cref="OperationCanceledException">Interrupted; no statistics were written.</exception>
    public EvaluationReport Run(CancellationToken cancellationToken) => TrainingFaults.Explained(() =>
    {
        new CheckpointFolder(request.OutputFolder).Prepare();
        var environment = new TrainingEnvironment { Device = DeviceChoice.Resolve(request.Device), FrameCacheDirectory = request.FrameCache, Log = say, Time = time };
        using var session = EvaluationSession.Open(request.Options, environment, request.Resume);
        if (request.Resume is null && request.Options.Load.Length == 0)
        {
            say("Neither --load nor --resume: the model has the weights of its seed, untrained.");
        }

        say(FormattableString.Invariant($"{session.ParameterCount:N0} parameters on {environment.Device}; to evaluate on: {string.Join(", ", session.Sets.Select(set => $"{set.Videos} videos of {set.Name}"))}."));
        return session.Evaluate(request.OutputFolder, progress, cancellationToken);
    });
}
