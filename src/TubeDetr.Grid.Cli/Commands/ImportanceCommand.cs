using System.CommandLine;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid sweep importance</c>.</summary>
internal static class ImportanceCommand
{
    public static Verb Build(CommandHost host, ConnectionOptions connection)
    {
        var id = SweepCommands.Id();
        var metric = new Option<string?>("--metric") { Description = "The metric, such as loss or tiou. [default: the sweep's objective]", HelpName = "NAME" };
        var json = CommandShape.Json("Print one line of JSON: shares, pairs and notes.");
        return new Verb("importance", "Show which hyper-parameters the metric depends on.", "./grid sweep importance s7k2q9", "./grid sweep importance s7k2q9 --metric tiou --json") { id, metric, json }
            .Does(async (parsed, cancellationToken) =>
            {
                var sweepId = new SweepId(parsed.GetRequiredValue(id));
                await using var grid = await host.Connector.Connect(connection.Read(parsed, host), cancellationToken);
                var importance = await grid.GetImportance(sweepId, parsed.GetValue(metric)) ?? throw SweepCommands.Unknown(sweepId);
                if (parsed.GetValue(json))
                {
                    host.Out.Line(JsonText.Of(importance));
                }
                else
                {
                    ImportancePage.Write(host.Out, sweepId, importance);
                }

                return ExitCode.Ok;
            });
    }
}
