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
        var slots = TableShape.New(screen, "slot of", "device", ">memory", "labels", "runs", ">seen ago");
        foreach (var slot in cluster.Pool.Slots)
        {
            var runs = slot.Experiment is { } experiment ? Format.Invariant($"{experiment} (attempt {slot.Attempt})") : "idle";
            slots.AddRow(StateWords.Safe(slot.Silo), StateWords.Safe(slot.Device), Format.Bytes(slot.MemoryBytes), StateWords.Safe(string.Join(' ', slot.Labels)), StateWords.Safe(runs), Format.Duration(now - slot.LastSeen));
        }

        screen.Console.Write(slots);
        screen.Line();
        foreach (var slot in cluster.Pool.Slots.Where(slot => slot.Outage is not null))
        {
            screen.Line($"{slot.Silo} has tried in vain for {Format.Duration(now - slot.Outage!.Since)} to {slot.Outage.What}. Training goes on, and nothing is lost.");
        }

        WriteQueue(screen, cluster.Pool);
    }

    /// <summary>Those who wait for the same reason in a line, in the order of the queue.</summary>
    private static void WriteQueue(Screen screen, PoolSnapshot pool)
    {
        if (pool.Waiting.IsEmpty)
        {
            screen.Line("Nobody waits for a slot.");
            return;
        }

        screen.Line($"{Format.Count(pool.WaitingTotal, "experiment")} waiting:");
        foreach (var reason in pool.Waiting.GroupBy(waiting => waiting.Why, StringComparer.Ordinal))
        {
            screen.Line($"  {string.Join(", ", reason.Select(waiting => waiting.Experiment))}: {reason.Key}");
        }

        if (pool.WaitingTotal > pool.Waiting.Length)
        {
            screen.Line($"  and {Format.Count(pool.WaitingTotal - pool.Waiting.Length, "experiment")} behind them");
        }
    }
}
