using Spectre.Console;
using TubeDetr.Grid.Contracts.Cluster;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>Silos, slots and the queue.</summary>
internal static class ClusterPage
{
    public static void Write(Screen screen, ClusterSnapshot cluster, DateTimeOffset now)
    {
        var silos = TableShape.New(screen, "silo", "status", "address", "host", ">up");
        foreach (var silo in cluster.Silos)
        {
            silos.AddRow(StateWords.Safe(silo.Name), StateWords.Safe(silo.Status), StateWords.Safe(silo.Address), StateWords.Safe(silo.Host), Format.Duration(now - silo.Started));
        }

        screen.Console.Write(silos);
        screen.Line();
        var slots = TableShape.New(screen, "slot of", "device", ">memory", "runs", ">seen ago");
        foreach (var slot in cluster.Pool.Slots)
        {
            var runs = slot.Experiment is { } experiment ? Format.Invariant($"{experiment} (attempt {slot.Attempt})") : "idle";
            slots.AddRow(StateWords.Safe(slot.Silo), StateWords.Safe(slot.Device), Format.Bytes(slot.MemoryBytes), StateWords.Safe(runs), Format.Duration(now - slot.LastSeen));
        }

        screen.Console.Write(slots);
        screen.Line();
        foreach (var slot in cluster.Pool.Slots.Where(slot => slot.Outage is not null))
        {
            screen.Line($"{slot.Silo} has tried in vain for {Format.Duration(now - slot.Outage!.Since)} to {slot.Outage.What}. Training goes on, and nothing is lost.");
        }

        screen.Line(cluster.Pool.Queue.IsEmpty ? "Nobody waits for a slot." : $"{Format.Count(cluster.Pool.Queue.Length, "experiment")} waiting: {string.Join(", ", cluster.Pool.Queue)}");
    }
}
