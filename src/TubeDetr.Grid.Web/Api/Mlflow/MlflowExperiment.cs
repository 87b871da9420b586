using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Web.Api.Mlflow;

/// <summary>A sweep in MLflow's shape.</summary>
public sealed record MlflowExperiment(
    string ExperimentId, string Name, string ArtifactLocation, string LifecycleStage, long CreationTime, long LastUpdateTime, ImmutableArray<MlflowText> Tags)
{
    public static MlflowExperiment Of(SweepSnapshot sweep) => new(
        sweep.Id.Value,
        sweep.Name,
        "",
        "active",
        sweep.Created.ToUnixTimeMilliseconds(),
        (sweep.Ended ?? sweep.Created).ToUnixTimeMilliseconds(),
        [new("grid.method", sweep.Method), new("grid.objective", sweep.Objective.Metric), new("grid.state", sweep.State.ToString().ToLowerInvariant())]);

    /// <summary>A field of the filter: text or a number; null when there is none.</summary>
    internal object? Field(string kind, string name) => (kind, name) switch
    {
        ("attribute", "name") => Name,
        ("attribute", "experiment_id") => ExperimentId,
        ("attribute", "creation_time") => (double)CreationTime,
        ("attribute", "last_update_time") => (double)LastUpdateTime,
        ("tag", _) => Tags.FirstOrDefault(tag => string.Equals(tag.Key, name, StringComparison.Ordinal))?.Value,
        _ => null,
    };
}
