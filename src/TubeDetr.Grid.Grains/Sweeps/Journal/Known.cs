using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Journal;
using TubeDetr.Grid.Search.Pruners;

namespace TubeDetr.Grid.Grains.Sweeps.Journal;

/// <summary>What an experiment's snapshot tells the search.</summary>
public static class Known
{
    /// <summary>For the sampler. With several objectives all costs are those of the last evaluation, so that they belong together; with one it is the best.</summary>
    public static Observation Observation(ExperimentSnapshot row, ImmutableArray<Objective> objectives) => new()
    {
        Index = row.Index,
        HyperParameters = row.HyperParameters,
        State = StateOf(row),
        Costs = Costs(row, objectives),
        Curve = [.. row.Curve.Select(point => new EpochCost(point.Epoch, Cost(point.Value, objectives[0])))],
    };

    /// <summary>For the pruner.</summary>
    public static Curve Curve(ExperimentSnapshot row) => new()
    {
        Experiment = row.Id,
        Index = row.Index,
        Epochs = row.Epochs,
        Granted = row.Granted ?? row.Epochs,
        End = row.State switch
        {
            ExperimentState.Completed or ExperimentState.Pruned => CurveEnd.Shown,
            ExperimentState.Failed or ExperimentState.Cancelled => CurveEnd.Lost,
            _ => CurveEnd.Open,
        },
        Points = [.. row.Curve.Select(point => new CurvePoint(point.Epoch, point.Value))],
    };

    /// <summary>What a person ended early has still shown something.</summary>
    private static ObservationState StateOf(ExperimentSnapshot row) => row.State switch
    {
        ExperimentState.Completed => ObservationState.Completed,
        ExperimentState.Pruned => ObservationState.Pruned,
        ExperimentState.Cancelled when !row.Curve.IsEmpty => ObservationState.Pruned,
        ExperimentState.Failed or ExperimentState.Cancelled => ObservationState.Failed,
        _ => ObservationState.Running,
    };

    private static ImmutableArray<double> Costs(ExperimentSnapshot row, ImmutableArray<Objective> objectives) =>
        objectives is [var one] ? row.BestValue is { } best ? [Cost(best, one)] : []
        : objectives.All(objective => row.LastMetrics.ContainsKey(objective.Metric)) ? [.. objectives.Select(objective => Cost(row.LastMetrics[objective.Metric], objective))]
        : [];

    private static double Cost(double value, Objective objective) => objective.Maximize ? -value : value;
}
