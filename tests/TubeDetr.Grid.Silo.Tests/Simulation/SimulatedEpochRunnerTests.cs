using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.Trainers;
using TubeDetr.Grid.Silo.Simulation;

namespace TubeDetr.Grid.Silo.Tests.Simulation;

public sealed class SimulatedEpochRunnerTests
{
    private static readonly SimulationOptions Options = new() { Steps = 4, Milliseconds = 0 };

    [Fact]
    public void RunEpoch_FromACheckpoint_MeasuresWhatAnUndisturbedOneWould()
    {
        var whole = Rows(Run(null), 3);
        using var first = Run(null);
        var before = Rows(first, 1);
        using var stored = new MemoryStream();
        first.Capture().WriteTo(stored);
        stored.Position = 0;

        using var second = Run(stored);
        var after = Rows(second, 2);

        Assert.Equal((3, 12L), (second.Epoch, second.Step));
        Assert.Equal(whole, before.Concat(after));
        Assert.Equal(3, whole.Count(row => row.Contains("viou", StringComparison.Ordinal)));
    }

    [Fact]
    public void RunEpoch_OtherHyperParameters_GiveAnotherCurve() =>
        Assert.NotEqual(Rows(Run(null), 1), Rows(Run(null, lr: 2e-4), 1));

    [Fact]
    public void RunEpoch_Cancelled_LeavesTheLastWholeStep()
    {
        using var run = Run(null);
        using var stop = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => run.RunEpoch(_ => stop.Cancel(), stop.Token));

        Assert.Equal((0, 1L), (run.Epoch, run.Step));
    }

    [Fact]
    public void Open_CheckpointOfARealTraining_IsRefusedWithASentence()
    {
        using var content = new MemoryStream(new byte[99]);

        Assert.Contains("made by a real training", Assert.Throws<TrainingFailedException>(() => Run(content)).Message, StringComparison.Ordinal);
    }

    private static List<string> Rows(IEpochRun run, int epochs)
    {
        var rows = new List<MetricRow>();
        for (var i = 0; i < epochs; i++)
        {
            run.RunEpoch(progress => rows.Add(progress.Row!), CancellationToken.None);
        }

        return [.. rows.Select(row => $"{row.Step} {string.Join(' ', row.Values)}")];
    }

    private static IEpochRun Run(Stream? checkpoint, double lr = 1e-4) => new SimulatedEpochRunner(Options, TimeProvider.System).Open(
        new Assignment
        {
            Experiment = new ExperimentId("s1-01"),
            Attempt = 1,
            HyperParameters = HyperParameterSet.Empty.With("lr", HyperParameterValue.Of(lr)),
            Objective = new Objective("viou", Maximize: true),
            Epochs = 3,
        },
        checkpoint,
        _ => { });
}
