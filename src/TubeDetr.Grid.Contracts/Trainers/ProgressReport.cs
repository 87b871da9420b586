using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Metrics;

namespace TubeDetr.Grid.Contracts.Trainers;

/// <summary>What an attempt tells while it trains.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.ProgressReport")]
public sealed record ProgressReport
{
    /// <summary>Epochs done, the present one's fraction included.</summary>
    [Id(0)] public required double EpochsDone { get; init; }

    /// <summary>Global step.</summary>
    [Id(1)] public required long Step { get; init; }

    /// <summary>Seconds of an epoch with its evaluation, smoothed; 0 before the first steps.</summary>
    [Id(2)] public required double SecondsPerEpoch { get; init; }

    /// <summary>New metric rows, oldest first; already written to the metric log.</summary>
    [Id(3)] public ImmutableArray<MetricRow> Rows { get; init; } = [];
}
