using System.Collections.Immutable;
using Orleans.Concurrency;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Contracts.Sweeps;

/// <summary>A sweep: turns a search space into experiments and keeps a row of each. Key: <see cref="SweepId"/>.</summary>
[Alias("tubedetr.ISweepGrain")]
public interface ISweepGrain : IGrainWithStringKey
{
    /// <summary>
    /// Reads W&amp;B-style YAML, checks every name and value against the silo's hyper-parameters, and starts the experiments.
    /// Nothing is stored when anything is wrong: all errors come back at once.
    /// </summary>
    [Alias("Submit")]
    Task<SubmitResult> Submit(string yaml);

    /// <summary>The sweep now; null when no sweep has this id.</summary>
    [Alias("GetSnapshot"), AlwaysInterleave]
    Task<SweepSnapshot?> GetSnapshot();

    /// <summary>Its experiments in the order of their proposal.</summary>
    [Alias("ListExperiments"), AlwaysInterleave]
    Task<ImmutableArray<ExperimentSnapshot>> ListExperiments();

    /// <summary>Of its experiments, in the order of their proposal, those that are not as they were.</summary>
    /// <param name="versions">The version of each experiment that is known, from the first one on.</param>
    [Alias("ListChanged"), AlwaysInterleave]
    Task<ImmutableArray<ExperimentSnapshot>> ListChanged(ImmutableArray<long> versions);

    /// <summary>A person asks for something. False, and nothing changed, where its state does not allow it.</summary>
    [Alias("Ask")]
    Task<bool> Ask(SweepRequest request, string cause);

    /// <summary>Adds an experiment that goes on from a checkpoint of another one. A sweep that had ended is then unfinished again.</summary>
    [Alias("Fork")]
    Task<ForkResult> Fork(ForkRequest request);

    /// <summary>Which hyper-parameters a metric depends on, as far as the experiments tell that have ended; null when no sweep has this id. May take seconds; asked again, it is kept until one more has ended.</summary>
    /// <param name="metric">Null: the sweep's objective.</param>
    [Alias("Importance"), AlwaysInterleave]
    Task<SweepImportance?> Importance(string? metric);

    /// <summary>The experiments by several objectives at once; null when no sweep has this id.</summary>
    /// <param name="objectives">Empty: the sweep's own.</param>
    [Alias("Pareto"), AlwaysInterleave]
    Task<ParetoSnapshot?> Pareto(ImmutableArray<Objective> objectives);

    /// <summary>Called by an experiment whenever its snapshot changes; older versions are ignored.</summary>
    [Alias("Update"), AlwaysInterleave]
    Task Update(ExperimentSnapshot experiment);

    /// <summary>Called by an experiment to which something happens for the first time; null when the sweep has none of this id.</summary>
    [Alias("SpecOf"), AlwaysInterleave]
    Task<ExperimentSpec?> SpecOf(ExperimentId experiment);
}
