using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace TubeDetr.Grid.Web.Api.Mlflow;

/// <summary>What is searched for.</summary>
/// <param name="ExperimentIds">Ids of sweeps; for runs.</param>
/// <param name="Filter">Comparisons joined by AND.</param>
/// <param name="RunViewType">ACTIVE_ONLY, DELETED_ONLY or ALL; nothing here is ever deleted.</param>
/// <param name="MaxResults">Most items of a page.</param>
/// <param name="OrderBy">Such as <c>metrics.viou DESC</c>.</param>
/// <param name="PageToken">From the page before.</param>
public sealed record MlflowSearch(
    string[]? ExperimentIds = null, string? Filter = null, string? RunViewType = null, int? MaxResults = null, string[]? OrderBy = null, string? PageToken = null);

public sealed record MlflowExperiments(ImmutableArray<MlflowExperiment> Experiments, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextPageToken);

public sealed record MlflowOneExperiment(MlflowExperiment Experiment);

public sealed record MlflowRuns(ImmutableArray<MlflowRun> Runs, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextPageToken);

public sealed record MlflowOneRun(MlflowRun Run);

public sealed record MlflowHistory(ImmutableArray<MlflowMetric> Metrics, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextPageToken);

/// <summary>One value; times are milliseconds since 1970.</summary>
public sealed record MlflowMetric(string Key, double Value, long Timestamp, long Step)
{
    public static MlflowMetric Of(string key, double value, DateTimeOffset time, long step) => new(key, value, time.ToUnixTimeMilliseconds(), step);
}

public sealed record MlflowText(string Key, string Value);
