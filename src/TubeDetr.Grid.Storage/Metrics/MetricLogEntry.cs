using TubeDetr.Grid.Contracts.Metrics;

namespace TubeDetr.Grid.Storage.Metrics;

/// <summary>A line of the metric log.</summary>
public abstract record MetricLogEntry
{
    private MetricLogEntry()
    {
    }

    /// <summary>An attempt begins; what earlier attempts measured after the step is superseded.</summary>
    public sealed record Begin(int Attempt, long FromStep) : MetricLogEntry
    {
        /// <summary>True for what an earlier attempt measured after the step.</summary>
        public bool Supersedes(MetricRow row) => row.Attempt < Attempt && row.Step > FromStep;
    }

    /// <summary>Something was measured.</summary>
    public sealed record Measured(MetricRow Row) : MetricLogEntry;
}
