using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Cli.Chaos;

/// <summary>How long a silo's fault kept an experiment from training, read from what is durable: every attempt's first step has a metric row with its time.</summary>
internal static class Recovery
{
    /// <summary>A fault that was followed by another before training went on is left out: the later one is measured.</summary>
    public static IEnumerable<(Fault Fault, TimeSpan Time)> Of(ExperimentSnapshot experiment, IEnumerable<MetricLogEntry> log, IEnumerable<Fault> faults)
    {
        var rows = log.OfType<MetricLogEntry.Measured>().Select(entry => entry.Row).ToList();
        return faults
            .Select(fault => (Fault: fault, Next: Next(experiment, rows, fault)))
            .Where(pair => pair.Next is not null)
            .GroupBy(pair => pair.Next!.Sequence)
            .Select(group => group.MaxBy(pair => pair.Fault.Time))
            .Where(pair => pair.Fault.IsMeasured)
            .Select(pair => (pair.Fault, pair.Next!.Time - pair.Fault.Time));
    }

    private static MetricRow? Next(ExperimentSnapshot experiment, List<MetricRow> rows, Fault fault) =>
        experiment.Attempts.FirstOrDefault(attempt => IsHit(attempt, fault)) is { } hit
            ? rows.FirstOrDefault(row => row.Attempt > hit.Number && row.Time > fault.Time)
            : null;

    private static bool IsHit(AttemptSnapshot attempt, Fault fault) =>
        fault.Hits(attempt.Silo) && attempt.Started <= fault.Time && (attempt.Ended is not { } ended || ended > fault.Time);
}
