using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Cli.Watching;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Demo;

/// <summary>The one line of <c>grid demo --json</c>.</summary>
internal sealed record DemoResult
{
    public required SweepId Sweep { get; init; }

    public required int Completed { get; init; }

    public required int Failed { get; init; }

    public required int Total { get; init; }

    public required DemoBest? Best { get; init; }

    /// <summary>From the start of the command to the end of the sweep.</summary>
    public required double Seconds { get; init; }

    /// <summary>From the start of the command to the first metric; null when none came.</summary>
    public required double? FirstPointSeconds { get; init; }

    /// <summary>True when an earlier, unfinished demo was carried on with.</summary>
    public required bool Resumed { get; init; }

    public required Uri? Page { get; init; }

    public static DemoResult Of(SweepEnd end, DateTimeOffset begun, DateTimeOffset now, bool resumed, Uri? page) => new()
    {
        Sweep = end.Sweep.Id,
        Completed = end.Count(ExperimentState.Completed),
        Failed = end.Count(ExperimentState.Failed),
        Total = end.Sweep.Total,
        Best = BestOf(end),
        Seconds = Math.Round((now - begun).TotalSeconds, 1),
        FirstPointSeconds = end.FirstPoint is { } first ? Math.Round((first - begun).TotalSeconds, 1) : null,
        Resumed = resumed,
        Page = page is null ? null : PageAddress.Of(page, end.Sweep.Id),
    };

    private static DemoBest? BestOf(SweepEnd end) =>
        Leaderboard.Order(end.Experiments, end.Sweep.Objective).FirstOrDefault() is { BestValue: { } value } best
            ? new DemoBest(best.Id, string.Equals(end.Sweep.Objective.Metric, "viou", StringComparison.Ordinal) ? value : ExperimentTable.Metric(best, "viou"), value, best.HyperParameters)
            : null;
}

/// <summary>The best experiment of the demo.</summary>
/// <param name="Viou">Its best vIoU; the last one where the sweep has another objective.</param>
/// <param name="Value">Its best value of the sweep's objective.</param>
internal sealed record DemoBest(ExperimentId Experiment, double? Viou, double Value, HyperParameterSet HyperParameters);
