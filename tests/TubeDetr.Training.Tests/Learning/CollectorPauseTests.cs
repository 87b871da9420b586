using System.Collections.Concurrent;
using System.Runtime;
using System.Runtime.CompilerServices;
using TubeDetr.Training.Learning;

namespace TubeDetr.Training.Tests.Learning;

public sealed class CollectorPauseTests
{
    /// <summary>More than half of the reserve: the second portion makes the pause begin anew.</summary>
    private const int Portion = 40 << 20;

    [Fact]
    public void Renew_ReserveIsNotUsedUp_LeavesWhatWasDropped()
    {
        using var pause = new CollectorPause();
        pause.Renew();
        var dropped = Drop();
        Allocate(Portion);

        pause.Renew();

        Assert.True(dropped.IsAlive);
    }

    [Fact]
    public void Renew_MostOfTheReserveIsUsed_CollectsWhatWasDropped()
    {
        using var pause = new CollectorPause();
        for (var round = 0; round < 5; round++)
        {
            pause.Renew();
            var dropped = Drop();
            Allocate(Portion);
            Allocate(Portion);

            pause.Renew();

            Assert.False(dropped.IsAlive, $"Round {round}: the pause began anew without a collection.");
        }
    }

    [Fact]
    public void Renew_PauseEndedByItself_BeginsAnew()
    {
        using var pause = new CollectorPause();
        pause.Renew();
        GC.Collect();

        pause.Renew();
        var dropped = Drop();
        Allocate(Portion);

        Assert.True(dropped.IsAlive);
    }

    [Fact]
    public void Renew_TwoAtTheSameTime_ShareThePause()
    {
        using var together = new Barrier(2);
        var faults = new ConcurrentQueue<Exception>();
        Thread[] threads = [new(Train), new(Train)];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Empty(faults);

        void Train()
        {
            for (var round = 0; round < 300; round++)
            {
                together.SignalAndWait();
                using var pause = new CollectorPause();
                if (Record.Exception(pause.Renew) is { } fault)
                {
                    faults.Enqueue(fault);
                }
            }
        }
    }

    [Fact]
    public void Dispose_AnotherHoldsThePause_LeavesIt()
    {
        using var staying = new CollectorPause();
        staying.Renew();
        using (var leaving = new CollectorPause())
        {
            leaving.Renew();
        }

        Assert.Equal(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        staying.Dispose();
        Assert.NotEqual(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Drop() => new(new byte[1000]);

    private static void Allocate(int bytes)
    {
        for (; bytes > 0; bytes -= 4000)
        {
            GC.KeepAlive(new byte[4000]);
        }
    }
}
