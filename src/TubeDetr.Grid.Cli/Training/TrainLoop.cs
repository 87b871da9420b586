using TubeDetr.Training;
using TubeDetr.Training.Checkpoints;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>One experiment in this process: epochs, evaluations, checkpoints.</summary>
internal sealed class TrainLoop(TrainRequest request, ITrainView view, TimeProvider time)
{
    private readonly CheckpointFolder _folder = new(request.OutputFolder);

    /// <summary>Trains to the end; blocks.</summary>
    /// <exception cref="CommandFailure">For everything that a person can put right.</exception>
    /// <exception cref="OperationCanceledException">Interrupted; a checkpoint of the last whole step was written.</exception>
    public void Run(CancellationToken cancellationToken) => TrainingFaults.Explained(() =>
    {
        _folder.Prepare();
        using var session = Open();
        while (session.Epoch < request.Options.Epochs)
        {
            Epoch(session, cancellationToken);
        }

        return session.Epoch;
    });

    private TrainingSession Open()
    {
        var environment = new TrainingEnvironment { Device = DeviceChoice.Resolve(request.Device), FrameCacheDirectory = request.FrameCache, Log = view.Say, Time = time };
        var session = TrainingSession.Create(request.Options, environment);
        try
        {
            if (request.Resume is { } file)
            {
                using var stream = OpenCheckpoint(file);
                session.Restore(stream);
                view.Say(FormattableString.Invariant($"Going on from {file}: epoch {session.Epoch}, step {session.Step}."));
            }

            view.Say(FormattableString.Invariant($"{session.ParameterCount:N0} parameters on {environment.Device}, {session.StepsPerEpoch} steps an epoch, {session.EvaluationTubes.Count} videos to evaluate on."));
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private void Epoch(TrainingSession session, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        EpochReport report;
        try
        {
            report = session.TrainEpoch(step => view.Step(step, session.StepsPerEpoch), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            SaveInterrupted(session);
            throw;
        }

        // The checkpoint first: an evaluation that is interrupted costs nothing but itself.
        using var image = session.Capture();
        var file = _folder.Save(image);
        var isDue = session.Epoch % request.Options.EvalSkip == 0 || session.Epoch >= request.Options.Epochs;
        var evaluation = isDue ? session.Evaluate(view.Evaluating, cancellationToken) : null;
        var line = new EpochLine
        {
            Epoch = session.Epoch,
            Epochs = request.Options.Epochs,
            Step = session.Step,
            Train = report.Averages,
            Evaluation = evaluation?.Metrics,
            Seconds = Math.Round(time.GetElapsedTime(start).TotalSeconds, 2),
            Checkpoint = file,
        };
        _folder.Log(line);
        view.Epoch(line);
    }

    private void SaveInterrupted(TrainingSession session)
    {
        using var image = session.Capture();
        if (_folder.Save(image, interrupted: true) is { } file)
        {
            view.Say(FormattableString.Invariant($"Interrupted at step {session.Step}. Go on with: --resume {file}"));
        }
    }

    private static FileStream OpenCheckpoint(string file)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.BadInput($"--resume {file}: {failure.Message}");
        }
    }
}
