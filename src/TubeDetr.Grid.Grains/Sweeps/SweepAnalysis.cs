using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.Experiments;
using TubeDetr.Grid.Search.Importance;
using TubeDetr.Grid.Search.Pareto;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <summary>What a sweep's rows tell, besides which one is best.</summary>
public static class SweepAnalysis
{
    /// <summary>The experiments that have ended, with the objective's best value or another metric's last one.</summary>
    public static ImmutableArray<ImportanceSample> Samples(IEnumerable<ExperimentSnapshot> rows, string metric) =>
    [
        .. rows.Where(row => ExperimentLifecycle.IsTerminal(row.State))
            .Select(row => new ImportanceSample(row.Index, row.HyperParameters, Value(row, metric), row.State == ExperimentState.Pruned)),
    ];

    /// <summary>Every experiment with a value of each objective, front after front.</summary>
    public static ParetoSnapshot Pareto(IReadOnlyCollection<ExperimentSnapshot> rows, ImmutableArray<Objective> objectives)
    {
        var complete = rows.Where(row => objectives.All(objective => row.LastMetrics.TryGetValue(objective.Metric, out var value) && double.IsFinite(value))).ToArray();
        var costs = complete.Select(row => objectives.Select(objective => Cost(row, objective)).ToImmutableArray()).ToArray();
        var ranks = ParetoFronts.Ranks(costs);
        return new ParetoSnapshot
        {
            Objectives = objectives,
            Points =
            [
                .. Enumerable.Range(0, complete.Length).OrderBy(place => ranks[place]).ThenBy(place => costs[place][0]).ThenBy(place => complete[place].Index)
                    .Select(place => new ParetoPoint(complete[place].Id, [.. objectives.Select(objective => complete[place].LastMetrics[objective.Metric])], ranks[place]!.Value)),
            ],
            Incomplete = rows.Count - complete.Length,
        };
    }

    private static double Cost(ExperimentSnapshot row, Objective objective) => objective.Maximize ? -row.LastMetrics[objective.Metric] : row.LastMetrics[objective.Metric];

    /// <summary>A failed one may have shown a value before, which says nothing about its hyper-parameters.</summary>
    private static double? Value(ExperimentSnapshot row, string metric) =>
        row.State == ExperimentState.Failed ? null
        : string.Equals(metric, row.Objective.Metric, StringComparison.Ordinal) ? row.BestValue
        : row.LastMetrics.TryGetValue(metric, out var value) ? value : null;
}
