using System.Collections.Immutable;
using System.Text.Json.Serialization;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Web.Api.Mlflow;

/// <summary>An experiment in MLflow's shape.</summary>
public sealed record MlflowRun(MlflowRunHead Info, MlflowRunData Data)
{
    public static MlflowRun Of(ExperimentSnapshot experiment) => new(MlflowRunHead.Of(experiment), MlflowRunData.Of(experiment));

    /// <summary>A field of filter and order: text or a number; null when there is none.</summary>
    internal object? Field(string kind, string name) => kind switch
    {
        "metric" => Data.Metrics.FirstOrDefault(metric => string.Equals(metric.Key, name, StringComparison.Ordinal))?.Value,
        "param" => Find(Data.Params, name),
        "tag" => Find(Data.Tags, name),
        _ => name switch
        {
            "run_id" => Info.RunId,
            "run_name" or "Run name" => Info.RunName,
            "status" => Info.Status,
            "start_time" or "created" => (double)Info.StartTime,
            "end_time" => (double?)Info.EndTime,
            _ => null,
        },
    };

    private static string? Find(ImmutableArray<MlflowText> texts, string name) => texts.FirstOrDefault(text => string.Equals(text.Key, name, StringComparison.Ordinal))?.Value;
}

/// <summary>Times are milliseconds since 1970.</summary>
public sealed record MlflowRunHead(
    string RunId,
    string RunUuid,
    string RunName,
    string ExperimentId,
    string UserId,
    string Status,
    long StartTime,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? EndTime,
    string ArtifactUri,
    string LifecycleStage)
{
    public static MlflowRunHead Of(ExperimentSnapshot experiment) => new(
        experiment.Id.Value,
        experiment.Id.Value,
        experiment.Id.Value,
        experiment.Sweep.Value,
        "",
        Word(experiment.State),
        (experiment.Started ?? experiment.Created).ToUnixTimeMilliseconds(),
        experiment.Ended?.ToUnixTimeMilliseconds(),
        "",
        "active");

    private static string Word(ExperimentState state) => state switch
    {
        ExperimentState.Queued or ExperimentState.Paused => "SCHEDULED",
        ExperimentState.Running or ExperimentState.Stopping => "RUNNING",
        ExperimentState.Completed => "FINISHED",
        ExperimentState.Pruned or ExperimentState.Cancelled => "KILLED",
        ExperimentState.Failed => "FAILED",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}

/// <summary>Last values, hyper-parameters and tags.</summary>
public sealed record MlflowRunData(ImmutableArray<MlflowMetric> Metrics, ImmutableArray<MlflowText> Params, ImmutableArray<MlflowText> Tags)
{
    public static MlflowRunData Of(ExperimentSnapshot experiment) => new(
        [.. experiment.LastMetrics.Select(metric => MlflowMetric.Of(metric.Key, metric.Value, experiment.Ended ?? experiment.Started ?? experiment.Created, experiment.Step))],
        [.. experiment.HyperParameters.Values.Select(value => new MlflowText(value.Key, value.Value.Text))],
        [
            new("mlflow.runName", experiment.Id.Value),
            new("grid.state", experiment.State.ToString().ToLowerInvariant()),
            .. experiment.Note is { Length: > 0 } note ? (MlflowText[])[new("mlflow.note.content", note)] : [],
            .. experiment.Tags.Select(tag => new MlflowText(tag, "")),
        ]);
}
