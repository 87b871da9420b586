using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Connecting;

/// <summary>A connected cluster, as far as the commands use it.</summary>
public interface IGridConnection : IAsyncDisposable
{
    Task<SubmitResult> Submit(string yaml);

    /// <summary>What the sweep would do; nothing is stored.</summary>
    Task<SweepPreview> Preview(string yaml);

    /// <summary>All sweeps, newest first.</summary>
    Task<ImmutableArray<SweepSnapshot>> ListSweeps();

    Task<SweepSnapshot?> GetSweep(SweepId id);

    Task<ImmutableArray<ExperimentSnapshot>> ListExperiments(SweepId id);

    /// <summary>Of the sweep's objective where no metric is given; null when there is no such sweep.</summary>
    Task<SweepImportance?> GetImportance(SweepId id, string? metric);

    /// <summary>By the sweep's objectives where none are given; null when there is no such sweep.</summary>
    Task<ParetoSnapshot?> GetPareto(SweepId id, ImmutableArray<Objective> objectives);

    /// <summary>False when the sweep's state does not allow it.</summary>
    Task<bool> Ask(SweepId id, SweepRequest request, string cause);

    /// <summary>False when the experiment's state does not allow it.</summary>
    Task<bool> Ask(ExperimentId id, ExperimentRequest request, string cause);

    /// <summary>False when the experiment has ended and what is to change is its priority.</summary>
    Task<bool> Amend(ExperimentId id, ExperimentAmendment amendment);

    /// <summary>Null when it is done; else a sentence that says why not.</summary>
    Task<string?> AskOfCheckpoint(ExperimentId id, CheckpointRequest request, string blob);

    Task<ForkResult> Fork(SweepId id, ForkRequest request);

    Task<ExperimentSnapshot?> GetExperiment(ExperimentId id);

    /// <summary>Why an experiment has no slot yet; null when it does not wait for one.</summary>
    Task<string?> WhyWaiting(ExperimentId id);

    Task<ClusterSnapshot> GetCluster();

    /// <summary>How many slots of the silo are drained.</summary>
    Task<int> Drain(string silo);
}
