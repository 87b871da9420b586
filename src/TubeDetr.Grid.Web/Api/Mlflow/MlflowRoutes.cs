using System.Collections.Immutable;
using System.Globalization;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Api.Mlflow;

/// <summary>
/// The part of MLflow's REST interface (version 2.0) with which notebooks read: a sweep is an MLflow experiment, an experiment is an MLflow run. Nothing is written here.
/// </summary>
internal static class MlflowRoutes
{
    private const int MostRuns = 50_000;
    private const int MostValues = 25_000;

    public static void Map(RouteGroupBuilder mlflow)
    {
        mlflow.AddEndpointFilter<MlflowFaults>();
        mlflow.MapPost("/experiments/search", (IGridClient grid, MlflowSearch search) => SearchExperiments(grid, search))
            .WithName("MlflowSearchExperiments").WithSummary("Sweeps as MLflow experiments.").Produces<MlflowExperiments>();
        mlflow.MapGet("/experiments/get-by-name", GetByName).WithName("MlflowGetExperimentByName").WithSummary("The newest sweep of a name.").Produces<MlflowOneExperiment>();
        mlflow.MapPost("/runs/search", SearchRuns).WithName("MlflowSearchRuns").WithSummary("Experiments as MLflow runs, with filter and order.").Produces<MlflowRuns>();
        mlflow.MapGet("/runs/get", GetRun).WithName("MlflowGetRun").WithSummary("One experiment as an MLflow run.").Produces<MlflowOneRun>();
        mlflow.MapGet("/metrics/get-history", History).WithName("MlflowGetHistory").WithSummary("Every value of one metric.").Produces<MlflowHistory>();
    }

    private static async Task<IResult> SearchExperiments(IGridClient grid, MlflowSearch search)
    {
        var filter = MlflowFilter.Read(search.Filter);
        var found = (await grid.ListSweeps()).Select(sweep => MlflowExperiment.Of(sweep)).Where(experiment => filter.Matches(experiment.Field)).ToArray();
        var page = MlflowPage.Of(found, search.MaxResults, MostRuns, search.PageToken);
        return TypedResults.Ok(new MlflowExperiments(page.Items, page.NextPageToken));
    }

    private static async Task<IResult> GetByName(IGridClient grid, string experiment_name) =>
        (await grid.ListSweeps()).FirstOrDefault(sweep => string.Equals(sweep.Name, experiment_name, StringComparison.Ordinal)) is { } sweep
            ? TypedResults.Ok(new MlflowOneExperiment(MlflowExperiment.Of(sweep)))
            : throw MlflowException.NotFound($"There is no sweep with the name {experiment_name}.");

    private static async Task<IResult> SearchRuns(IGridClient grid, MlflowSearch search)
    {
        var filter = MlflowFilter.Read(search.Filter);
        var order = MlflowOrder.Read(search.OrderBy ?? []);
        var views = await Task.WhenAll((search.ExperimentIds ?? []).Select(id => grid.GetSweep(new SweepId(id))));
        var runs = search.RunViewType is "DELETED_ONLY" ? [] : views.OfType<SweepView>().SelectMany(view => view.Experiments).Select(MlflowRun.Of);
        var page = MlflowPage.Of([.. order.Apply(runs.Where(run => filter.Matches(run.Field)))], search.MaxResults ?? 1000, MostRuns, search.PageToken);
        return TypedResults.Ok(new MlflowRuns(page.Items, page.NextPageToken));
    }

    private static async Task<IResult> GetRun(IGridClient grid, string run_id) =>
        await grid.GetExperiment(new ExperimentId(run_id)) is { } experiment ? TypedResults.Ok(new MlflowOneRun(MlflowRun.Of(experiment))) : throw NoRun(run_id);

    private static async Task<IResult> History(
        IGridClient grid, string run_id, string metric_key, CancellationToken cancellationToken, int? max_results = null, string? page_token = null)
    {
        if (await grid.GetExperiment(new ExperimentId(run_id)) is null)
        {
            throw NoRun(run_id);
        }

        var most = Math.Clamp(max_results ?? MostValues, 1, MostValues);
        var after = MlflowPage.Offset(page_token);
        var values = ImmutableArray.CreateBuilder<MlflowMetric>();
        await foreach (var row in grid.Rows(new ExperimentId(run_id), cancellationToken))
        {
            if (row.Sequence <= after)
            {
                continue;
            }

            if (values.Count == most)
            {
                return TypedResults.Ok(new MlflowHistory(values.ToImmutable(), after.ToString(CultureInfo.InvariantCulture)));
            }

            values.AddRange(row.Values.Where(value => string.Equals(value.Key, metric_key, StringComparison.Ordinal)).Select(value => MlflowMetric.Of(value.Key, value.Value, row.Time, row.Step)));
            after = row.Sequence;
        }

        return TypedResults.Ok(new MlflowHistory(values.ToImmutable(), null));
    }

    private static MlflowException NoRun(string id) => MlflowException.NotFound($"There is no experiment {id}.");
}
