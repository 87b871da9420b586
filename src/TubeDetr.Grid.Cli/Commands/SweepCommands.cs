using System.CommandLine;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid sweep create|ls|show|export|pause|resume|stop|cancel|importance|pareto|replay</c>.</summary>
internal static class SweepCommands
{
    public static Command Build(CommandHost host)
    {
        var connection = new ConnectionOptions();
        var command = new Command("sweep", "Create, list, look at, understand, pause and end sweeps.")
        {
            SweepCreate.Build(host, connection),
            List(host, connection),
            Show(host, connection),
            SweepExporting.Build(host, connection),
            SweepRequests.Build(host, connection, SweepRequest.Pause),
            SweepRequests.Build(host, connection, SweepRequest.Resume),
            SweepRequests.Build(host, connection, SweepRequest.Stop),
            SweepRequests.Build(host, connection, SweepRequest.Cancel),
            ImportanceCommand.Build(host, connection),
            ParetoCommand.Build(host, connection),
            ReplayCommand.Build(host, connection),
        };
        connection.AddTo(command);
        return command;
    }

    private static Verb List(CommandHost host, ConnectionOptions connection)
    {
        var json = CommandShape.Json("Print one line of JSON: an array of sweeps, newest first.");
        return new Verb("ls", "List all sweeps, newest first.", "./grid sweep ls") { json }
            .Does(async (parsed, cancellationToken) =>
            {
                await using var grid = await host.Connector.Connect(connection.Read(parsed, host), cancellationToken);
                var sweeps = await grid.ListSweeps();
                if (parsed.GetValue(json))
                {
                    host.Out.Line(JsonText.Of(sweeps));
                }
                else if (sweeps.IsEmpty)
                {
                    host.Out.Line("No sweeps yet. `./grid sweep create FILE` makes one.");
                }
                else
                {
                    host.Out.Console.Write(SweepTable.Of(sweeps, host.Out));
                }

                return ExitCode.Ok;
            });
    }

    private static Verb Show(CommandHost host, ConnectionOptions connection)
    {
        var id = Id();
        var json = CommandShape.Json("Print one line of JSON: {\"sweep\": …, \"experiments\": […]}.");
        return new Verb("show", "Show a sweep and its experiments, best first.", "./grid sweep show s7k2q9") { id, json }
            .Does(async (parsed, cancellationToken) =>
            {
                var sweepId = new SweepId(parsed.GetRequiredValue(id));
                await using var grid = await host.Connector.Connect(connection.Read(parsed, host), cancellationToken);
                var sweep = await grid.GetSweep(sweepId) ?? throw Unknown(sweepId);
                var experiments = await grid.ListExperiments(sweepId);
                if (parsed.GetValue(json))
                {
                    host.Out.Line(JsonText.Of(new { sweep, experiments }));
                }
                else
                {
                    SweepPage.Write(host.Out, sweep, experiments, host.Time.GetUtcNow());
                }

                return ExitCode.Ok;
            });
    }

    public static CommandFailure Unknown(SweepId id) =>
        CommandFailure.BadInput($"No sweep has the id '{id}'. `./grid sweep ls` lists them.");

    public static Argument<string> Id() => new("SWEEP") { Description = "Id of the sweep, such as s7k2q9." };
}
