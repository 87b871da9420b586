using System.CommandLine;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid experiment</c> and what only looks: <c>ls|show|logs</c>.</summary>
internal static class ExperimentCommands
{
    public static Command Build(CommandHost host)
    {
        var connection = new ConnectionOptions();
        var command = new Command("experiment", "List, look at, steer and annotate experiments.")
        {
            List(host, connection),
            Show(host, connection),
            ExperimentLogs.Build(host, connection),
            ExperimentRequests.Build(host, connection, ExperimentRequest.Pause),
            ExperimentRequests.Build(host, connection, ExperimentRequest.Resume),
            ExperimentRequests.Build(host, connection, ExperimentRequest.Stop),
            ExperimentRequests.Build(host, connection, ExperimentRequest.Cancel),
            ExperimentRequests.Build(host, connection, ExperimentRequest.Requeue),
            ExperimentFork.Build(host, connection),
            ExperimentAmendments.Priority(host, connection),
            ExperimentAmendments.Note(host, connection),
            ExperimentAmendments.Tag(host, connection),
        };
        connection.AddTo(command);
        return command;
    }

    private static Verb List(CommandHost host, ConnectionOptions connection)
    {
        var sweep = new Option<string?>("--sweep") { Description = "Only the experiments of this sweep. [default: of all sweeps]", HelpName = "SWEEP" };
        var json = CommandShape.Json("Print one line of JSON: an array of experiments.");
        return new Verb("ls", "List experiments.", "./grid experiment ls --sweep s7k2q9") { sweep, json }
            .Does(async (parsed, cancellationToken) =>
            {
                await using var grid = await host.Connector.Connect(connection.Read(parsed, host), cancellationToken);
                var experiments = await Experiments(grid, parsed.GetValue(sweep));
                if (parsed.GetValue(json))
                {
                    host.Out.Line(JsonText.Of(experiments));
                }
                else if (experiments.Count == 0)
                {
                    host.Out.Line("No experiments yet. `./grid sweep create FILE` makes some.");
                }
                else
                {
                    host.Out.Console.Write(ExperimentTable.Of(experiments, host.Out, host.Time.GetUtcNow()));
                }

                return ExitCode.Ok;
            });
    }

    private static async Task<IReadOnlyList<ExperimentSnapshot>> Experiments(IGridConnection grid, string? sweep)
    {
        if (sweep is not null)
        {
            var id = new SweepId(sweep);
            return await grid.GetSweep(id) is null ? throw SweepCommands.Unknown(id) : await grid.ListExperiments(id);
        }

        var experiments = new List<ExperimentSnapshot>();
        foreach (var each in await grid.ListSweeps())
        {
            experiments.AddRange(await grid.ListExperiments(each.Id));
        }

        return experiments;
    }

    private static Verb Show(CommandHost host, ConnectionOptions connection)
    {
        var id = Id();
        var json = CommandShape.Json("Print one line of JSON: the experiment.");
        return new Verb("show", "Show one experiment: hyper-parameters, attempts, metrics, checkpoints.", "./grid experiment show s7k2q9-01") { id, json }
            .Does(async (parsed, cancellationToken) =>
            {
                await using var grid = await host.Connector.Connect(connection.Read(parsed, host), cancellationToken);
                var experiment = await Find(grid, parsed.GetRequiredValue(id));
                experiment = experiment with { Reason = await grid.WhyWaiting(experiment.Id) ?? experiment.Reason };
                if (parsed.GetValue(json))
                {
                    host.Out.Line(JsonText.Of(experiment));
                }
                else
                {
                    ExperimentPage.Write(host.Out, experiment, host.Time.GetUtcNow());
                }

                return ExitCode.Ok;
            });
    }

    public static async Task<ExperimentSnapshot> Find(IGridConnection grid, string id) =>
        await grid.GetExperiment(new ExperimentId(id))
        ?? throw CommandFailure.BadInput($"No experiment has the id '{id}'. `./grid experiment ls` lists them.");

    public static Argument<string> Id() => new("EXPERIMENT") { Description = "Id of the experiment, such as s7k2q9-01." };
}
