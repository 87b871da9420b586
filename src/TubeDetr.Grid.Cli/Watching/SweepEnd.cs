using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Watching;

/// <summary>A sweep that has ended, and when its first metric was seen.</summary>
internal sealed record SweepEnd(SweepSnapshot Sweep, IReadOnlyList<ExperimentSnapshot> Experiments, DateTimeOffset? FirstPoint)
{
    /// <summary>Each experiment trained to its end, or as far as the pruner let it.</summary>
    public bool AllEndedWell => Count(ExperimentState.Completed) + Count(ExperimentState.Pruned) == Sweep.Total;

    public int Count(ExperimentState state) => Experiments.Count(e => e.State == state);
}
