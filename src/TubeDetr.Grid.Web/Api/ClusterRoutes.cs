using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Api;

/// <summary>Silos, slots, the queue, and what hyper-parameters there are.</summary>
internal static class ClusterRoutes
{
    public static void Map(RouteGroupBuilder cluster)
    {
        cluster.MapGet("/", (IGridClient grid) => grid.GetCluster()).WithName("GetCluster").WithSummary("Silos, slots and the queue.").Produces<ClusterSnapshot>();
        cluster.MapGet("/hyper-parameters", (IGridClient grid) => grid.GetHyperParameters()).WithName("ListHyperParameters")
            .WithSummary("Every hyper-parameter with type, default, range and help.").Produces<ImmutableArray<HyperParameterDefinition>>();
        cluster.MapPost("/silos/{name}/requests", Ask).WithName("AskSilo").WithSummary("Drains a silo: its experiments go on elsewhere.")
            .Produces<Drained>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Ask(IGridClient grid, string name, SiloAsk body)
    {
        var slots = await grid.Drain(name);
        return slots > 0
            ? TypedResults.Ok(new Drained(body.Request, slots))
            : TypedResults.Problem($"There is no silo {name} with slots. GET {GridApi.Root}/cluster lists them.", title: "Not found", statusCode: StatusCodes.Status404NotFound);
    }
}

/// <summary>What may be asked of a silo.</summary>
public enum SiloRequest
{
    Drain,
}

/// <summary>What is wanted of a silo.</summary>
public sealed record SiloAsk(SiloRequest Request);

/// <summary>How many slots take nothing any more.</summary>
public sealed record Drained(SiloRequest Request, int Slots);
