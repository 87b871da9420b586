using System.Text;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Reading;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Api;

/// <summary>Sweeps: list, look, create from YAML, pause, resume, stop, cancel, fork.</summary>
internal static class SweepRoutes
{
    /// <summary>Bytes of YAML that are read at most.</summary>
    private const int MostYaml = 1024 * 1024;

    /// <summary>What other pages of the browser cannot send without asking first.</summary>
    private const string Yaml = "application/yaml";

    public static void Map(RouteGroupBuilder sweeps)
    {
        sweeps.MapGet("/", List).WithName("ListSweeps").WithSummary("All sweeps, newest first.").Produces<Paged<SweepSnapshot>>();
        sweeps.MapPost("/", Create).WithName("CreateSweep").Accepts<string>(Yaml).DisableAntiforgery()
            .WithSummary("Submits a sweep: the body is its YAML, sent as application/yaml.")
            .Produces<SweepSnapshot>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        sweeps.MapGet("/{id}", Show).WithName("GetSweep").WithSummary("One sweep.").Produces<SweepSnapshot>().ProducesProblem(StatusCodes.Status404NotFound);
        sweeps.MapGet("/{id}/experiments", Experiments).WithName("ListExperimentsOfSweep")
            .WithSummary("The experiments of a sweep in the order of their proposal.").Produces<Paged<ExperimentSnapshot>>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        sweeps.MapPost("/{id}/requests", Ask).WithName("AskSweep").WithSummary("Pauses, resumes, stops or cancels a sweep.")
            .Produces<SweepSnapshot>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        sweeps.MapPost("/{id}/forks", Fork).WithName("ForkExperiment").WithSummary("Adds an experiment that goes on from a checkpoint of another one.")
            .Produces<Forked>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> List(IGridClient grid, [AsParameters] PageQuery page) => TypedResults.Ok(page.Of(await grid.ListSweeps()));

    private static async Task<IResult> Create(IGridClient grid, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!string.Equals(request.GetTypedHeaders().ContentType?.MediaType.Value, Yaml, StringComparison.OrdinalIgnoreCase))
        {
            return TypedResults.Problem($"Send the YAML of the sweep with Content-Type: {Yaml}.", statusCode: StatusCodes.Status415UnsupportedMediaType);
        }

        if (request.ContentLength is not <= MostYaml)
        {
            return TypedResults.Problem($"The YAML of a sweep has at most {MostYaml} bytes, and says how many.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var result = await grid.Submit(await reader.ReadToEndAsync(cancellationToken));
        return result.Accepted
            ? TypedResults.Created($"{GridApi.Root}/sweeps/{result.Sweep.Id}", result.Sweep)
            : Problems.Wrong("The sweep was not accepted", result.Errors.Select(error => error.ToString()));
    }

    private static async Task<IResult> Show(IGridClient grid, string id) =>
        await grid.GetSweep(new SweepId(id)) is { } view ? TypedResults.Ok(view.Sweep) : Problems.NoSweep(id);

    private static async Task<IResult> Experiments(IGridClient grid, string id, [AsParameters] ExperimentQuery query, [AsParameters] PageQuery page) =>
        await grid.GetSweep(new SweepId(id)) is { } view ? query.Answer(view.Experiments, page) : Problems.NoSweep(id);

    private static async Task<IResult> Ask(IGridClient grid, string id, SweepAsk body)
    {
        if (await grid.GetSweep(new SweepId(id)) is not { } before)
        {
            return Problems.NoSweep(id);
        }

        return await grid.Ask(before.Sweep.Id, body.Request, body.Cause ?? "asked over HTTP")
            ? TypedResults.Ok((await grid.GetSweep(before.Sweep.Id))?.Sweep ?? before.Sweep)
            : Problems.NotNow($"Sweep {id}", StateLook.Of(before.Sweep.State).Word);
    }

    private static async Task<IResult> Fork(IGridClient grid, string id, ForkAsk body)
    {
        if (await grid.GetSweep(new SweepId(id)) is null)
        {
            return Problems.NoSweep(id);
        }

        var result = await grid.Fork(new SweepId(id), new ForkRequest { Source = new ExperimentId(body.Source), Epoch = body.Epoch, Changes = [.. body.Changes ?? []] });
        return result.Experiment is { } experiment
            ? TypedResults.Created($"{GridApi.Root}/experiments/{experiment}", new Forked(experiment))
            : Problems.Wrong("The experiment was not forked", result.Errors);
    }
}

/// <summary>What is wanted of a sweep.</summary>
/// <param name="Request">pause, resume, stop or cancel.</param>
/// <param name="Cause">Why: kept with it.</param>
public sealed record SweepAsk(SweepRequest Request, string? Cause = null);

/// <summary>What an experiment is forked from.</summary>
/// <param name="Source">An experiment of the same sweep.</param>
/// <param name="Epoch">The last checkpoint with this many epochs done; the newest of all unless given.</param>
/// <param name="Changes">Hyper-parameters that differ from the source's, as people write them.</param>
public sealed record ForkAsk(string Source, int? Epoch = null, Dictionary<string, string>? Changes = null);

/// <summary>The new experiment.</summary>
public sealed record Forked(ExperimentId Experiment);
