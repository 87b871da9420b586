using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Connecting;

/// <summary>A connected cluster, as far as the commands use it.</summary>
public interface IGridConnection : IAsyncDisposable
{
    Task<SubmitResult> Submit(string yaml);

    /// <summary>All sweeps, newest first.</summary>
    Task<ImmutableArray<SweepSnapshot>> ListSweeps();

    Task<SweepSnapshot?> GetSweep(SweepId id);

    Task<ImmutableArray<ExperimentSnapshot>> ListExperiments(SweepId id);

    Task<bool> CancelSweep(SweepId id, string cause);

    Task<ExperimentSnapshot?> GetExperiment(ExperimentId id);

    Task<ClusterSnapshot> GetCluster();
}
