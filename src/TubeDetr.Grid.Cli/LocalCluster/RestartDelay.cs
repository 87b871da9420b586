namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>How long to wait before a crashed child is started again: doubles with each crash, starts anew after a life that lasted.</summary>
public sealed class RestartDelay(TimeSpan longest)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LifeThatLasted = TimeSpan.FromMinutes(2);

    private TimeSpan _next = First;

    /// <param name="life">How long the child lived.</param>
    public TimeSpan After(TimeSpan life)
    {
        var delay = life >= LifeThatLasted ? First : _next;
        _next = delay * 2 < longest ? delay * 2 : longest;
        return delay;
    }
}
