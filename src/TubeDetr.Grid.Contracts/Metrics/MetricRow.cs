using System.Collections.Immutable;

namespace TubeDetr.Grid.Contracts.Metrics;

/// <summary>What was measured at one step of one attempt.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.MetricRow")]
public sealed record MetricRow
{
    /// <summary>Number of the row in the experiment's metric log, from 1, without gaps; 0 before the log has it.</summary>
    [Id(0)] public long Sequence { get; init; }

    [Id(1)] public required int Attempt { get; init; }

    /// <summary>Global step: optimiser steps since the start of the experiment.</summary>
    [Id(2)] public required long Step { get; init; }

    /// <summary>Epochs done at that step, with fraction.</summary>
    [Id(3)] public required double Epoch { get; init; }

    [Id(4)] public required DateTimeOffset Time { get; init; }

    /// <summary>Metric by name: <c>loss</c>, <c>lr</c>, <c>seconds_per_step</c>, …, after an evaluation <c>viou</c>, <c>tiou</c>, <c>viou@0.3</c>, <c>viou@0.5</c>.</summary>
    [Id(5)] public required ImmutableArray<KeyValuePair<string, double>> Values { get; init; }
}
