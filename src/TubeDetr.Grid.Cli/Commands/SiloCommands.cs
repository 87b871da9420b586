using System.CommandLine;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Rendering;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid silo ls|drain</c>.</summary>
internal static class SiloCommands
{
    public static Command Build(CommandHost host)
    {
        var connection = new ConnectionOptions();
        var json = CommandShape.Json("Print one line of JSON: silos, slots and the queue.");
        var list = new Verb("ls", "List silos, their slots and who runs what.", "./grid silo ls") { json }
            .Does(async (parsed, cancellationToken) =>
            {
                await using var grid = await host.Connector.Connect(connection.Read(parsed, host), cancellationToken);
                var cluster = await grid.GetCluster();
                if (parsed.GetValue(json))
                {
                    host.Out.Line(JsonText.Of(cluster));
                }
                else
                {
                    ClusterPage.Write(host.Out, cluster, host.Time.GetUtcNow());
                }

                return ExitCode.Ok;
            });
        var command = new Command("silo", "Look at the silos of the cluster, and drain them.") { list, SiloDrain.Build(host, connection) };
        connection.AddTo(command);
        return command;
    }
}
