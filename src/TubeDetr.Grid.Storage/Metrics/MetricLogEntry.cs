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
        /// <summary>
        /// True for what an earlier attempt measured after the step, and for what it measured at the step when it had begun there, too: that is the evaluation which the checkpoint still owes, and
        /// this attempt owes it again.
        /// </summary>
        /// <param name="began">Where the row's own attempt began.</param>
        public bool Supersedes(MetricRow row, AttemptBegins began) => Supersedes(row.Attempt, row.Step, began);

        /// <summary>The same for any row of an attempt at a step.</summary>
        public bool Supersedes(int attempt, long step, AttemptBegins began) => attempt < Attempt && (step > FromStep || (step == FromStep && began.StepOf(attempt) == FromStep));
    }

    /// <summary>Something was measured.</summary>
    public sealed record Measured(MetricRow Row) : MetricLogEntry;
}
