using System.Collections.Immutable;
using System.ComponentModel;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage.Logs;
using TubeDetr.Grid.Web.Reading;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Api;

/// <summary>Experiments: list, look, checkpoints, log, requests, notes and tags.</summary>
internal static class ExperimentRoutes
{
    private const int MostLines = 10_000;

    public static void Map(RouteGroupBuilder experiments)
    {
        experiments.MapGet("/", List).WithName("ListExperiments").WithSummary("The experiments of all sweeps, newest sweep first.").Produces<Paged<ExperimentSnapshot>>();
        experiments.MapGet("/{id}", Show).WithName("GetExperiment").WithSummary("One experiment.").Produces<ExperimentSnapshot>().ProducesProblem(StatusCodes.Status404NotFound);
        experiments.MapGet("/{id}/checkpoints", Checkpoints).WithName("ListCheckpoints").WithSummary("The checkpoints of an experiment, oldest first.")
            .Produces<ImmutableArray<CheckpointRecord>>().ProducesProblem(StatusCodes.Status404NotFound);
        experiments.MapGet("/{id}/log", Log).WithName("GetLog").WithSummary("The last lines of an experiment's log, oldest first.")
            .Produces<ImmutableArray<LogLine>>().ProducesProblem(StatusCodes.Status404NotFound);
        experiments.MapPost("/{id}/requests", Ask).WithName("AskExperiment").WithSummary("Pauses, resumes, stops, cancels or requeues an experiment.")
            .Produces<ExperimentSnapshot>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        experiments.MapPatch("/{id}", Amend).WithName("AmendExperiment").WithSummary("Changes priority, note, tags or colour; what is left out stays.")
            .Produces<ExperimentSnapshot>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> List(IGridClient grid, [AsParameters] ExperimentQuery query, [AsParameters] PageQuery page)
    {
        var views = await Task.WhenAll((await grid.ListSweeps()).Select(sweep => grid.GetSweep(sweep.Id)));
        return query.Answer([.. views.OfType<SweepView>().SelectMany(view => view.Experiments)], page);
    }

    private static async Task<IResult> Show(IGridClient grid, string id) =>
        await Find(grid, id) is { } experiment ? TypedResults.Ok(experiment) : Problems.NoExperiment(id);

    private static async Task<IResult> Checkpoints(IGridClient grid, string id) =>
        await Find(grid, id) is { } experiment ? TypedResults.Ok(experiment.Checkpoints) : Problems.NoExperiment(id);

    private static async Task<IResult> Log(IGridClient grid, string id, [Description("How many, 1 to 10000; 500 unless said otherwise.")] int lines = 500) =>
        await Find(grid, id) is { } experiment
            ? TypedResults.Ok((await grid.ReadLog(experiment.Id, Math.Clamp(lines, 1, MostLines))).Lines)
            : Problems.NoExperiment(id);

    private static async Task<IResult> Ask(IGridClient grid, string id, ExperimentAsk body)
    {
        if (await Find(grid, id) is not { } before)
        {
            return Problems.NoExperiment(id);
        }

        return await grid.Ask(before.Id, body.Request, body.Cause ?? "asked over HTTP")
            ? TypedResults.Ok(await Find(grid, id) ?? before)
            : Problems.NotNow($"Experiment {id}", StateLook.Of(before.State).Word);
    }

    private static async Task<IResult> Amend(IGridClient grid, string id, Amendment body)
    {
        if (await Find(grid, id) is not { } before)
        {
            return Problems.NoExperiment(id);
        }

        if (!ExperimentAmendment.IsColour(body.Colour ?? ""))
        {
            return Problems.Wrong("The experiment was not changed", [$"colour: {body.Colour} is not of the form #0072b2"]);
        }

        var amendment = new ExperimentAmendment { Priority = body.Priority, Note = body.Note, AddedTags = [.. body.AddedTags ?? []], RemovedTags = [.. body.RemovedTags ?? []], Colour = body.Colour };
        return await grid.Amend(before.Id, amendment)
            ? TypedResults.Ok(await Find(grid, id) ?? before)
            : Problems.NotNow($"Experiment {id}", StateLook.Of(before.State).Word);
    }

    private static Task<ExperimentSnapshot?> Find(IGridClient grid, string id) => grid.GetExperiment(new ExperimentId(id));
}

/// <summary>What is wanted of an experiment.</summary>
/// <param name="Request">pause, resume, stop, cancel or requeue.</param>
/// <param name="Cause">Why: kept with the transition.</param>
public sealed record ExperimentAsk(ExperimentRequest Request, string? Cause = null);

/// <summary>What is to change about an experiment; what is null stays, an empty note or colour takes it away.</summary>
public sealed record Amendment(int? Priority = null, string? Note = null, string[]? AddedTags = null, string[]? RemovedTags = null, string? Colour = null);
