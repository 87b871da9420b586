using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.Trainers;

namespace TubeDetr.Grid.Silo.Simulation;

/// <summary>One simulated attempt.</summary>
internal sealed class SimulatedEpochRun(Assignment assignment, long step, SimulationOptions options, TimeProvider time) : IEpochRun
{
    private readonly SimulatedCurve _curve = new(assignment.HyperParameters);
    private readonly bool _crashes = options.Crash is { } seed && assignment.HyperParameters.Values.TryGetValue("seed", out var own) && own.Number == seed;

    /// <summary>Short pauses are taken together: to wake a hundred threads a hundred times a second would measure the machine, not the grid.</summary>
    private const int ShortestPause = 100;
    private double _owed;

    /// <summary>
    /// No two experiments take equally long, as in a real sweep: between 3/4 and 5/4 of the time that is asked for, spread evenly over the experiments of a sweep (multiples
    /// of the golden ratio). If all took the same time, those that begin together would end together, again and again.
    /// </summary>
    private readonly double _milliseconds = options.Milliseconds * (0.75 + (assignment.Experiment.Index * 0.6180339887498949 % 1 / 2));

    public int Epoch { get; private set; } = (int)(step / options.Steps);

    public long Step { get; private set; } = step;

    public void RunEpoch(Action<EpochProgress> report, CancellationToken cancellationToken)
    {
        do
        {
            Pause(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (_crashes && Step == 2)
            {
                Environment.FailFast($"simulated fault of {assignment.Experiment}: the experiment's seed is that of --runner simulated:crash");
            }

            Step++;
            report(new EpochProgress(Step / (double)options.Steps, Step, options.Steps * _milliseconds / 1000, Row()));
        }
        while (Step % options.Steps > 0);

        Epoch++;
    }

    public ICheckpointImage Capture() => new SimulatedImage(Epoch, Step);

    public void Dispose()
    {
    }

    private void Pause(CancellationToken cancellationToken)
    {
        _owed += _milliseconds;
        if (_owed >= ShortestPause || (Step + 1) % options.Steps == 0)
        {
            cancellationToken.WaitHandle.WaitOne((int)_owed);
            _owed -= (int)_owed;
        }
    }

    /// <summary>The objective is measured with the last step of an epoch.</summary>
    private MetricRow Row()
    {
        var epochs = Step / (double)options.Steps;
        var loss = KeyValuePair.Create("loss", _curve.Loss(Step, epochs));
        return new MetricRow
        {
            Attempt = assignment.Attempt,
            Step = Step,
            Epoch = epochs,
            Time = time.GetUtcNow(),
            Values = Step % options.Steps > 0 || assignment.Objective.Metric is "loss" ? [loss] : [loss, KeyValuePair.Create(assignment.Objective.Metric, _curve.Quality(epochs))],
        };
    }
}
