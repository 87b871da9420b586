using System.CommandLine;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Contracts.Cluster;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid silo drain</c>.</summary>
internal static class SiloDrain
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public static Verb Build(CommandHost host, ConnectionOptions connection)
    {
        var name = new Argument<string>("SILO") { Description = "Name of the silo, such as silo-1." };
        var wait = new Option<bool>("--wait") { Description = "Stay until its slots are idle: then the silo can be stopped." };
        return new Verb("drain", "Move the experiments of a silo elsewhere, each with a checkpoint, and give it none until it is started again.", "./grid silo drain silo-1 --wait") { name, wait }
            .Does(async (parsed, cancellationToken) =>
            {
                var silo = parsed.GetRequiredValue(name);
                await using var grid = await host.Connector.Connect(connection.Read(parsed, host), cancellationToken);
                if (await grid.Drain(silo) == 0)
                {
                    throw CommandFailure.BadInput($"No silo with a slot has the name '{silo}'. `./grid silo ls` lists them.");
                }

                while (parsed.GetValue(wait) && Busy(await grid.GetCluster(), silo))
                {
                    await Task.Delay(Look, host.Time, cancellationToken);
                }

                host.Out.Line(parsed.GetValue(wait)
                    ? $"Silo {silo} is drained: its slots are idle and take nothing until it is started again."
                    : $"Silo {silo} takes nothing more until it is started again; what it trains is handed over after a checkpoint.");
                return ExitCode.Ok;
            });
    }

    /// <summary>Until a slot's heartbeat says both: closed, and idle.</summary>
    private static bool Busy(ClusterSnapshot cluster, string silo) =>
        cluster.Pool.Slots.Any(slot => string.Equals(slot.Silo, silo, StringComparison.Ordinal) && (slot.Experiment is not null || !slot.Leaving));
}
