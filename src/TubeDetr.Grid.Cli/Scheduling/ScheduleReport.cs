namespace TubeDetr.Grid.Cli.Scheduling;

/// <summary>What was measured; the names of the JSON line.</summary>
internal sealed record ScheduleReport
{
    public required int Experiments { get; init; }

    public required int Slots { get; init; }

    public required int Completed { get; init; }

    /// <summary>From the submission to the end of the last experiment.</summary>
    public required double Seconds { get; init; }

    public required double ExperimentsPerSecond { get; init; }

    /// <summary>Values in the metric logs.</summary>
    public required double MetricPointsPerSecond { get; init; }

    public required double HandoverP50Ms { get; init; }

    public required double HandoverP99Ms { get; init; }

    /// <summary>The longest queue that was seen.</summary>
    public required int QueuedMost { get; init; }

    /// <summary>The most memory that the silo had resident at any time, in MB.</summary>
    public required double ControlRssMb { get; init; }

    /// <summary>Metric logs that were read back, and how many of them had not exactly one row for each step.</summary>
    public required int LogsChecked { get; init; }

    public required int LogsWrong { get; init; }

    public bool Passed => Completed == Experiments && LogsWrong == 0;
}
