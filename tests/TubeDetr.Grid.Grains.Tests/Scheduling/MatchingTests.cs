using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.Scheduling;

namespace TubeDetr.Grid.Grains.Tests.Scheduling;

/// <summary>Which slots fit whom.</summary>
public sealed class MatchingTests
{
    private static readonly ExperimentId A = new("a"), B = new("b"), C = new("c");
    private static readonly DateTimeOffset Now = Some.Time;
    private static readonly SlotRequirements Cuda = new() { Device = "cuda" };
    private readonly SlotQueue _queue = new(new SlotQueueOptions());

    [Fact]
    public void NextOffer_FirstFitsNoFreeSlot_DoesNotBlockThoseBehind()
    {
        _queue.Enqueue(Some.Request(A, priority: 9) with { Requires = Cuda });
        _queue.Enqueue(Some.Request(B));
        Beat("1", "cpu");

        Assert.Equal(B, _queue.NextOffer(Now)!.Experiment);
        Assert.Null(_queue.NextOffer(Now));
        Beat("2", "cuda:0");
        Assert.Equal(A, _queue.NextOffer(Now)!.Experiment);
    }

    [Fact]
    public void NextOffer_SeveralSlotsFit_TakesTheOneThatCanLeast()
    {
        Beat("1", "cuda:0", 80);
        Beat("2", "cuda:1", 24);
        Beat("3", "cpu", 500);
        foreach (var id in (ExperimentId[])[A, B, C])
        {
            _queue.Enqueue(Some.Request(id));
        }

        Assert.Equal(["3", "2", "1"], Enumerable.Range(0, 3).Select(_ => _queue.NextOffer(Now)!.Slot.Key));
    }

    [Theory]
    [InlineData("cuda", 0, "", true)]
    [InlineData("cpu", 0, "", false)]
    [InlineData(null, 24, "", true)]
    [InlineData(null, 26, "", false)]
    [InlineData(null, 0, "b", true)]
    [InlineData("cuda", 24, "b a", true)]
    [InlineData(null, 0, "a c", false)]
    public void AreMetBy_CardOf24GibWithTwoLabels_IsAsExpected(string? device, int memory, string labels, bool expected)
    {
        var slot = Some.Slot() with { Device = "cuda:1", MemoryBytes = 24_564L << 20, Labels = ["a", "b"] };
        var requirements = new SlotRequirements { Device = device, MemoryGib = memory, Labels = [.. labels.Split(' ', StringSplitOptions.RemoveEmptyEntries)] };

        Assert.Equal(expected, requirements.AreMetBy(slot));
    }

    [Fact]
    public void NextOffer_Avoided_OtherSlotsAndOtherExperimentsGoFirst()
    {
        _queue.Enqueue(Some.Request(A, begun: true) with { Avoided = ["silo-1"] });
        _queue.Enqueue(Some.Request(B));
        Beat("1", "cpu");

        Assert.Equal(B, _queue.NextOffer(Now)!.Experiment);
        Beat("2", "cpu");
        Beat("3", "cuda:0", silo: "silo-2");
        Assert.Equal((A, "3"), _queue.NextOffer(Now) is { } offer ? (offer.Experiment, offer.Slot.Key) : default);
    }

    [Fact]
    public void NextOffer_AvoidedSlotThatNobodyElseWants_IsTaken()
    {
        _queue.Enqueue(Some.Request(A) with { Avoided = ["silo-1"] });
        Beat("1", "cpu");

        Assert.Equal("1", _queue.NextOffer(Now)!.Slot.Key);
    }

    [Fact]
    public void NextOffer_Excluded_NeverGoesThere()
    {
        _queue.Enqueue(Some.Request(A) with { Excluded = ["silo-1"] });
        Beat("1", "cpu");

        Assert.Null(_queue.NextOffer(Now));
        Assert.Contains("those of silo-1, which its failure rules exclude", _queue.WhyWaiting(A, Now), StringComparison.Ordinal);
    }

    [Fact]
    public void NextOffer_PauseAfterALoss_LetsOthersGoFirstAndEndsOnTime()
    {
        _queue.Enqueue(Some.Request(A, begun: true) with { NotBefore = Now.AddSeconds(4) });
        _queue.Enqueue(Some.Request(B));
        Beat("1", "cpu");
        Beat("2", "cpu");

        Assert.Equal(B, _queue.NextOffer(Now)!.Experiment);
        Assert.Null(_queue.NextOffer(Now.AddSeconds(3.9)));
        Assert.Equal("pauses after a loss until 12:00:04 UTC", _queue.WhyWaiting(A, Now));
        Assert.Equal(A, _queue.NextOffer(Now.AddSeconds(4))!.Experiment);
    }

    [Fact]
    public void Withdraw_Pausing_IsGone()
    {
        _queue.Enqueue(Some.Request(A) with { NotBefore = Now.AddSeconds(4) });
        _queue.Withdraw(A);
        Beat("1", "cpu");

        Assert.Null(_queue.NextOffer(Now.AddSeconds(5)));
        Assert.Equal(0, _queue.ToSnapshot(Now).WaitingTotal);
    }

    [Fact]
    public void WhyWaiting_EveryReason_IsSaid()
    {
        Assert.Null(_queue.WhyWaiting(A, Now));
        _queue.Enqueue(Some.Request(A) with { Requires = Cuda with { MemoryGib = 8, Labels = ["b", "a"] } });
        _queue.Enqueue(Some.Request(B));
        Assert.Equal("waits for a slot with cuda, 8 GiB, labels a b: none is connected", _queue.WhyWaiting(A, Now));
        Beat("1", "cpu");
        Assert.Equal("waits for a slot: is next", _queue.WhyWaiting(B, Now));
        _queue.Heartbeat(Slot("1", "cpu", 1, "silo-1") with { Experiment = C, Attempt = 1 }, Now);

        Assert.Equal("waits for a slot: the only one is in use", _queue.WhyWaiting(B, Now));
    }

    [Fact]
    public void ToSnapshot_LongQueue_ListsTheFirstAndCountsTheRest()
    {
        for (var i = 0; i < 1000; i++)
        {
            _queue.Enqueue(Some.Request(new ExperimentId(FormattableString.Invariant($"s{i % 3}-{i}")), priority: i));
        }

        var snapshot = _queue.ToSnapshot(Now);

        Assert.Equal((1000, PoolSnapshot.Shown, 999), (snapshot.WaitingTotal, snapshot.Waiting.Length, snapshot.Waiting[0].Priority));
        Assert.Equal(snapshot.Waiting.OrderByDescending(waiting => waiting.Priority), snapshot.Waiting);
    }

    private static SlotSnapshot Slot(string key, string device, int gib, string silo) => Some.Slot(key, silo) with { Device = device, MemoryBytes = (long)gib << 30 };

    private void Beat(string key, string device, int gib = 1, string silo = "silo-1") => _queue.Heartbeat(Slot(key, device, gib, silo), Now);
}
