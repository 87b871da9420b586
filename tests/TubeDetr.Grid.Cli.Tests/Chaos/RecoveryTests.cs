using TubeDetr.Grid.Cli.Chaos;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Cli.Tests.Chaos;

public sealed class RecoveryTests
{
    [Fact]
    public void Of_SiloKilledWhileItTrained_IsTheTimeToTheNextAttemptsFirstRow() =>
        Assert.Equal([(FaultKind.SiloKilled, 6.0)], Of(new Fault(1, FaultKind.SiloKilled, "silo-1", At(10))));

    [Fact]
    public void Of_AnotherSilo_IsNothing() => Assert.Empty(Of(new Fault(1, FaultKind.SiloKilled, "silo-2", At(10))));

    [Fact]
    public void Of_TwoFaultsBeforeTheNextStep_IsMeasuredFromTheLater() => Assert.Equal(
        [(FaultKind.SiloHung, 4.0)], Of(new Fault(1, FaultKind.SiloKilled, "silo-1", At(10)), new Fault(2, FaultKind.SiloHung, "silo-1", At(12))));

    [Fact]
    public void Of_EverythingKilledAfterASilo_IsNotMeasured() => Assert.Empty(
        Of(new Fault(1, FaultKind.SiloKilled, "silo-1", At(10)), new Fault(2, FaultKind.AllKilled, "everything", At(12))));

    /// <summary>Attempt 1 trains on silo-1 until 13 s, attempt 2 has its first row at 16 s.</summary>
    private static List<(FaultKind Kind, double Seconds)> Of(params Fault[] faults)
    {
        var experiment = Some.Experiment(0, ExperimentState.Completed, 2, 0.1) with
        {
            Attempts =
            [
                new AttemptSnapshot { Number = 1, Slot = "a/0", Silo = "silo-1", Started = At(0), Ended = At(13) },
                new AttemptSnapshot { Number = 2, Slot = "b/0", Silo = "silo-2", Started = At(13) },
            ],
        };
        MetricLogEntry[] log = [Row(1, 1, 9), new MetricLogEntry.Begin(2, 0), Row(2, 2, 16), Row(3, 2, 17)];
        return [.. Recovery.Of(experiment, log, faults).Select(pair => (pair.Fault.Kind, pair.Time.TotalSeconds))];
    }

    private static MetricLogEntry.Measured Row(long sequence, int attempt, int second) =>
        new(new MetricRow { Sequence = sequence, Attempt = attempt, Step = sequence, Epoch = 0.1, Time = At(second), Values = [new("loss", 1)] });

    private static DateTimeOffset At(int second) => Some.Noon.AddSeconds(second);
}
