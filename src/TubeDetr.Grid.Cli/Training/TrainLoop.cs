using TubeDetr.Training;
using TubeDetr.Training.Checkpoints;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>One experiment in this process: epochs, evaluations, checkpoints.</summary>
internal sealed class TrainLoop(TrainRequest request, ITrainView view, TimeProvider time)
{
    private readonly CheckpointFolder _folder = new(request.Ranks.Rank == 0 ? request.OutputFolder : null);
    private readonly TrainJournal _journal = new(request.Ranks.Rank == 0 ? request.OutputFolder : null);
    private long _saved;
    private CancellationToken _stop;
    private CancellationToken _anywhere;

    /// <summary>What all ranks do after a step.</summary>
    private enum Turn : byte
    {
        GoOn,
        Save,
        Stop,
    }

    /// <summary>Trains to the end; blocks.</summary>
    /// <exception cref="CommandFailure">For everything that a person can put right.</exception>
    /// <exception cref="OperationCanceledException">Interrupted; a checkpoint of the last whole step was written.</exception>
    public void Run(CancellationToken cancellationToken) => TrainingFaults.Explained(() =>
    {
        // Several ranks stop where rank 0 says, all at the same step; one alone stops anywhere.
        (_stop, _anywhere) = (cancellationToken, request.Ranks.WorldSize == 1 ? cancellationToken : CancellationToken.None);
        _folder.Prepare();
        using var session = Open();
        _saved = time.GetTimestamp();
        var owed = session.Batch == 0 ? _journal.Owed(session.Epoch) : null;
        if (Agreed(owed is null ? Turn.GoOn : Turn.Save) == Turn.Save)
        {
            Evaluate(session, owed);
        }

        while (session.Epoch < request.Options.Epochs)
        {
            Epoch(session);
        }

        return session.Epoch;
    });

    private TrainingSession Open()
    {
        var environment = new TrainingEnvironment
        {
            Device = DeviceChoice.Resolve(request.Device, request.LocalRank),
            FrameCacheDirectory = request.FrameCache,
            Ranks = request.Ranks,
            Log = view.Say,
            Time = time,
        };
        var session = TrainingSession.Create(request.Options, environment);
        try
        {
            if (request.Resume is { } resume)
            {
                Resume(session, resume);
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

    private void Resume(TrainingSession session, string fileOrFolder)
    {
        if (CheckpointFolder.Latest(fileOrFolder) is { } file)
        {
            session.Resume(file);
            view.Say(FormattableString.Invariant($"Going on from {file}: epoch {session.Epoch}, step {session.Step}."));
        }
        else
        {
            view.Say($"{fileOrFolder} holds no checkpoint yet: starting from the beginning.");
        }

        _journal.Rewind(session.Epoch, session.Step);
    }

    private void Epoch(TrainingSession session)
    {
        var start = time.GetTimestamp();
        EpochReport report;
        try
        {
            report = session.TrainEpoch(step => AfterStep(session, step), _anywhere);
        }
        catch (OperationCanceledException)
        {
            if (SaveUnfinished(session) is { } unfinished)
            {
                view.Say(FormattableString.Invariant($"Interrupted at step {session.Step}. Go on with: --resume {unfinished}"));
            }

            throw;
        }

        using var image = session.Capture();
        var line = new EpochLine
        {
            Epoch = session.Epoch,
            Epochs = request.Options.Epochs,
            Step = session.Step,
            Train = report.Averages,
            Evaluation = null,
            Seconds = Math.Round(time.GetElapsedTime(start).TotalSeconds, 2),
            Checkpoint = _folder.FileOf(session.Epoch),
        };

        // The checkpoint first: an evaluation that is interrupted costs nothing but itself.
        _journal.Announce(line);
        _folder.SaveEpoch(image);
        _saved = time.GetTimestamp();
        Evaluate(session, line);
    }

    /// <param name="session">Stands after an epoch.</param>
    /// <param name="line">What is known of the epoch; null in ranks that write nothing down.</param>
    private void Evaluate(TrainingSession session, EpochLine? line)
    {
        var start = time.GetTimestamp();
        var isDue = session.Epoch % request.Options.EvalSkip == 0 || session.Epoch >= request.Options.Epochs;
        var evaluation = isDue ? session.Evaluate(view.Evaluating, _anywhere) : null;
        if (line is null)
        {
            return;
        }

        line = line with { Evaluation = evaluation?.Metrics, Seconds = Math.Round(line.Seconds + time.GetElapsedTime(start).TotalSeconds, 2) };
        _journal.Log(line, evaluation, session.ParameterCount);
        view.Epoch(line);
    }

    private void AfterStep(TrainingSession session, StepReport step)
    {
        view.Step(step, session.StepsPerEpoch);
        if (request.LogSteps)
        {
            var line = StepLine.Of(step);
            _journal.Log(line);
            view.Step(line);
        }

        // After the last step the epoch's own checkpoint follows.
        var isDue = step.Batch < session.StepsPerEpoch && time.GetElapsedTime(_saved) >= request.CheckpointEvery;
        switch (Agreed(_stop.IsCancellationRequested ? Turn.Stop : isDue ? Turn.Save : Turn.GoOn))
        {
            case Turn.Stop:
                throw new OperationCanceledException(_stop);
            case Turn.Save:
                SaveUnfinished(session);
                break;
            default:
                break;
        }
    }

    /// <summary>Clocks and Ctrl-C are not the same in all ranks: rank 0's count.</summary>
    private Turn Agreed(Turn mine)
    {
        Span<byte> turn = [(byte)mine];
        request.Ranks.Broadcast(turn);
        return (Turn)turn[0];
    }

    private string? SaveUnfinished(TrainingSession session)
    {
        if (request.OutputFolder is null)
        {
            return null;
        }

        using var image = session.Capture();
        _saved = time.GetTimestamp();
        return _folder.SaveUnfinished(image);
    }
}
