namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>Children of a launcher that was killed: they end by themselves, Azurite after writing its index. The next start waits for them.</summary>
public static class Leftovers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns when none of them lives; those that take too long are killed.</summary>
    public static async Task AwaitEnd(IEnumerable<ProcessStamp> children, TimeProvider time, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        while (children.Where(child => child.IsAlive).ToList() is { Count: > 0 } alive)
        {
            if (time.GetElapsedTime(begun) > Patience)
            {
                alive.ForEach(child => Signals.SendKillToGroup(child.Id));
            }

            await Task.Delay(Every, time, cancellation);
        }
    }
}
