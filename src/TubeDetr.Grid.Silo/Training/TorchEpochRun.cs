using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.Trainers;
using TubeDetr.Training;
using TubeDetr.Training.Checkpoints;

namespace TubeDetr.Grid.Silo.Training;

/// <summary>
/// One session as the grid sees it. An epoch is done when its evaluation is, too: an attempt that is stopped in between leaves a checkpoint of the epoch before in
/// name, with the weights of the new one, and the next attempt begins with the evaluation.
/// </summary>
internal sealed class TorchEpochRun : IEpochRun
{
    private readonly TrainingSession _session;
    private readonly int _attempt;
    private readonly TimeProvider _time;
    private readonly StepSummary _summary;
    private readonly MachineFigures _machine;
    private double _secondsPerStep;
    private double _evaluationSeconds;

    public TorchEpochRun(TrainingSession session, Assignment assignment, TimeProvider time)
    {
        (_session, _attempt, _time, _summary) = (session, assignment.Attempt, time, new StepSummary(time));
        _machine = MachineFigures.Of(session.Environment.Device.ToString(), time);
        Epoch = assignment.Checkpoint?.Epoch is { } done && session.Batch == 0 && session.Step > 0 ? Math.Min(done, session.Epoch) : session.Epoch;
    }

    public int Epoch { get; private set; }

    public long Step => _session.Step;

    public ImmutableSortedDictionary<string, string> Provenance => ProgramOrigin.Of(_session);

    /// <summary>Whether the session's last epoch still waits for its evaluation.</summary>
    private bool OwesEvaluation => Epoch < _session.Epoch;

    public void RunEpoch(Action<EpochProgress> report, CancellationToken cancellationToken) => Faults.Translate<object?>(() =>
    {
        if (!OwesEvaluation)
        {
            Train(report, cancellationToken);
        }

        if (_session.Epoch % Math.Max(1, _session.Options.EvalSkip) == 0 || _session.Epoch == _session.Options.Epochs)
        {
            Evaluate(report, cancellationToken);
        }

        Epoch = _session.Epoch;
        return null;
    });

    public ICheckpointImage Capture() => new Image(_session.Capture(), Epoch);

    public void Dispose() => _session.Dispose();

    private void Train(Action<EpochProgress> report, CancellationToken cancellationToken)
    {
        try
        {
            _session.TrainEpoch(step => Report(step, report), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The checkpoint of a stopped attempt covers these steps: no later attempt measures them again.
            if (_summary.Flush() is { } values)
            {
                report(Progress(EpochsDone, Row(EpochsDone, values)));
            }

            throw;
        }
    }

    private double EpochsDone => _session.Epoch + (_session.Batch / (double)_session.StepsPerEpoch);

    private void Report(StepReport step, Action<EpochProgress> report)
    {
        _secondsPerStep = _secondsPerStep == 0 ? step.Seconds : (0.9 * _secondsPerStep) + (0.1 * step.Seconds);
        var epochs = step.Epoch + (step.Batch / (double)_session.StepsPerEpoch);
        var values = _summary.Add(step.Metrics(), last: step.Batch == _session.StepsPerEpoch);
        report(Progress(epochs, values is null ? null : Row(epochs, values.Concat(_machine.Read()))));
    }

    private void Evaluate(Action<EpochProgress> report, CancellationToken cancellationToken)
    {
        var evaluation = _session.Evaluate(cancellationToken: cancellationToken);
        _evaluationSeconds = evaluation.Seconds;
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["eval_seconds"] = evaluation.Seconds };
        foreach (var (name, value) in evaluation.Metrics)
        {
            values[name] = value;
        }

        foreach (var (name, value) in evaluation.Losses.Where(loss => !loss.Key.EndsWith("_unscaled", StringComparison.Ordinal)))
        {
            values[$"eval_{name}"] = value;
        }

        report(Progress(_session.Epoch, Row(_session.Epoch, values)) with { Evaluation = EvaluationSummary.Of(evaluation, _session) });
    }

    private EpochProgress Progress(double epochs, MetricRow? row) =>
        new(epochs, _session.Step, (_secondsPerStep * _session.StepsPerEpoch) + _evaluationSeconds, row);

    private MetricRow Row(double epochs, IEnumerable<KeyValuePair<string, double>> values) =>
        new() { Attempt = _attempt, Step = _session.Step, Epoch = epochs, Time = _time.GetUtcNow(), Values = [.. values] };

    private sealed class Image(CheckpointImage image, int epoch) : ICheckpointImage
    {
        public int Epoch => epoch;

        public long Step => image.Step;

        public void WriteTo(Stream destination) => image.WriteTo(destination);

        public void Dispose() => image.Dispose();
    }
}
