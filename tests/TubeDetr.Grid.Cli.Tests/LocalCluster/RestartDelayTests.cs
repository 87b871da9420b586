using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Tests.LocalCluster;

public sealed class RestartDelayTests
{
    [Fact]
    public void After_CrashUponCrash_DoublesUpToALimit()
    {
        var delay = new RestartDelay(LocalClusterOptions.DefaultLongestPause);

        Assert.Equal([1, 2, 4, 8, 16, 30, 30], Enumerable.Range(0, 7).Select(_ => (int)delay.After(TimeSpan.FromSeconds(1)).TotalSeconds));
    }

    [Fact]
    public void After_ALifeThatLasted_BeginsAnew()
    {
        var delay = new RestartDelay(LocalClusterOptions.DefaultLongestPause);
        foreach (var _ in Enumerable.Range(0, 5))
        {
            delay.After(TimeSpan.Zero);
        }

        Assert.Equal(TimeSpan.FromSeconds(1), delay.After(TimeSpan.FromMinutes(3)));
        Assert.Equal(TimeSpan.FromSeconds(2), delay.After(TimeSpan.Zero));
    }
}
