using Microsoft.AspNetCore.Http.Json;
using TubeDetr.Grid.Web.Api.Mlflow;

namespace TubeDetr.Grid.Web.Api;

/// <summary>The grid over HTTP for scripts: <c>/api/v1</c>, described by <c>/api/v1/openapi.json</c>, and the part of MLflow's interface that only reads.</summary>
public static class GridApi
{
    public const string Root = "/api/v1";

    public static IServiceCollection AddGridApi(this IServiceCollection services)
    {
        services.Configure<JsonOptions>(options => ApiJson.Apply(options.SerializerOptions));
        services.AddProblemDetails();
        services.AddOpenApi("v1", options =>
        {
            options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/", StringComparison.Ordinal) is true;
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "TubeDETR.Grid";
                document.Info.Description = "Sweeps, experiments, metrics and the cluster. Names are in snake_case, durations in seconds, times in ISO 8601; errors are problem details.";
                return Task.CompletedTask;
            });
            options.AddSchemaTransformer(ApiJson.Describe);
        });
        return services;
    }

    public static void MapGridApi(this WebApplication app)
    {
        app.MapOpenApi("/api/{documentName}/openapi.json");
        var api = app.MapGroup(Root).AddEndpointFilter<ApiFaults>();
        var sweeps = api.MapGroup("/sweeps").WithTags("Sweeps");
        SweepRoutes.Map(sweeps);
        TableRoutes.Map(sweeps);
        ExperimentRoutes.Map(api.MapGroup("/experiments").WithTags("Experiments"));
        MetricRoutes.Map(api);
        LiveRoutes.Map(api);
        ClusterRoutes.Map(api.MapGroup("/cluster").WithTags("Cluster"));
        MlflowRoutes.Map(app.MapGroup("/api/2.0/mlflow").WithTags("MLflow"));
    }
}
