using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Grains.Scheduling;

namespace TubeDetr.Grid.Grains.Tests.Scheduling;

public sealed class SlotQueueTests
{
    private static readonly ExperimentId A = new("a"), B = new("b"), C = new("c");
    private static readonly DateTimeOffset Now = Some.Time;
    private readonly SlotQueue _queue = new(new SlotQueueOptions());

    [Fact]
    public void NextOffer_NoSlot_IsNull()
    {
        _queue.Enqueue(Some.Request(A, begun: false));

        Assert.Null(_queue.NextOffer(Now));
    }

    [Fact]
    public void NextOffer_SeveralWait_FirstComeFirstServedAndTheBegunBeforeThem()
    {
        _queue.Enqueue(Some.Request(A, begun: false));
        _queue.Enqueue(Some.Request(B, begun: false));
        _queue.Enqueue(Some.Request(C, begun: true));
        Beat("1", "2", "3");

        Assert.Equal([C, A, B], Enumerable.Range(0, 3).Select(_ => _queue.NextOffer(Now)!.Experiment).ToArray());
    }

    [Fact]
    public void NextOffer_GreaterPriority_GoesBeforeTheBegun()
    {
        _queue.Enqueue(Some.Request(A, begun: true));
        _queue.Enqueue(Some.Request(B, begun: false));
        _queue.Enqueue(Some.Request(C, begun: false, priority: -1));
        Beat("1", "2", "3");
        _queue.Enqueue(Some.Request(B, begun: false, priority: 5));

        Assert.Equal([B, A, C], _queue.ToSnapshot(Now).Queue);
        Assert.Equal([B, A, C], Enumerable.Range(0, 3).Select(_ => _queue.NextOffer(Now)!.Experiment).ToArray());
    }

    [Fact]
    public void NextOffer_TwoSweeps_ShareTheSlots()
    {
        foreach (var id in (string[])["x-01", "x-02", "x-03", "x-04", "y-01", "y-02"])
        {
            _queue.Enqueue(Some.Request(new ExperimentId(id), begun: false));
        }

        Beat("1", "2", "3", "4", "5");

        Assert.Equal(["x-01", "y-01", "x-02", "y-02", "x-03"], Enumerable.Range(0, 5).Select(_ => _queue.NextOffer(Now)!.Experiment.Value).ToArray());
    }

    [Fact]
    public void NextOffer_TenThousandOnAHundredSlots_EachIsOfferedOnceAndNoSlotIdles()
    {
        for (var i = 0; i < 10_000; i++)
        {
            _queue.Enqueue(Some.Request(new ExperimentId(FormattableString.Invariant($"s{i % 7}-{i:00}")), begun: false, priority: i % 3));
        }

        Beat([.. Enumerable.Range(0, 100).Select(slot => FormattableString.Invariant($"{slot:00}"))]);
        var offers = new Queue<SlotOffer>();
        var seen = new HashSet<ExperimentId>();
        var last = int.MaxValue;
        while (seen.Count < 10_000)
        {
            while (_queue.NextOffer(Now) is { } offer)
            {
                Assert.True(seen.Add(offer.Experiment));
                var number = int.Parse(offer.Experiment.Value.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture);
                Assert.True(number % 3 <= last);
                last = number % 3;
                Assert.Null(_queue.Accepted(offer, 1, Now));
                offers.Enqueue(offer);
            }

            Assert.True(offers.Count == 100 || seen.Count == 10_000);
            var ended = offers.Dequeue();
            _queue.Release(ended.Slot.Key, ended.Experiment, 1);
        }

        Assert.Empty(_queue.ToSnapshot(Now).Queue);
    }

    [Fact]
    public void NextOffer_EnqueuedTwice_IsOfferedOnce()
    {
        _queue.Enqueue(Some.Request(A, begun: false));
        _queue.Enqueue(Some.Request(A, begun: true));
        Beat("1", "2");

        Assert.NotNull(_queue.NextOffer(Now));
        Assert.Null(_queue.NextOffer(Now));
    }

    [Fact]
    public void NextOffer_EnqueuedAgainWhileOffered_WaitsForTheAnswer()
    {
        _queue.Enqueue(Some.Request(A, begun: false));
        Beat("1", "2");
        var offer = _queue.NextOffer(Now)!;
        _queue.Enqueue(Some.Request(A, begun: true));
        Assert.Null(_queue.NextOffer(Now));

        _queue.Declined(offer);

        Assert.Equal(A, _queue.NextOffer(Now)!.Experiment);
    }

    [Fact]
    public void Withdraw_Waiting_IsNotOffered()
    {
        _queue.Enqueue(Some.Request(A, begun: false));
        _queue.Withdraw(A);
        Beat("1");

        Assert.Null(_queue.NextOffer(Now));
    }

    [Fact]
    public void Declined_Slot_IsOfferedAgainOnlyAfterItsNextHeartbeat()
    {
        _queue.Enqueue(Some.Request(A, begun: false));
        _queue.Enqueue(Some.Request(B, begun: false));
        Beat("1");
        _queue.Declined(_queue.NextOffer(Now)!);
        Assert.Null(_queue.NextOffer(Now));

        Beat("1");

        Assert.Equal(B, _queue.NextOffer(Now)!.Experiment);
    }

    [Fact]
    public void Heartbeat_IdleJustAfterAccepted_KeepsTheLease()
    {
        Lease(A, "1");

        Beat("1");

        Assert.Empty(_queue.Expire(Now, _ => false));
        _queue.Enqueue(Some.Request(B, begun: false));
        Assert.Null(_queue.NextOffer(Now));
    }

    [Fact]
    public void Expire_SlotSaysIdleForLong_LosesTheAttemptAndFreesTheSlot()
    {
        Lease(A, "1");
        Beat(Now.AddSeconds(7), "1");

        var lost = Assert.Single(_queue.Expire(Now.AddSeconds(7), _ => false));

        Assert.Equal((A, 1), (lost.Experiment, lost.Attempt));
        _queue.Enqueue(Some.Request(B, begun: false));
        Assert.Equal(B, _queue.NextOffer(Now)!.Experiment);
    }

    [Fact]
    public void Expire_SlotConfirmsItsAttempt_LosesNothing()
    {
        Lease(A, "1");
        for (var second = 1; second < 60; second++)
        {
            _queue.Heartbeat(Some.Slot("1") with { Experiment = A, Attempt = 1 }, Now.AddSeconds(second));
            Assert.Empty(_queue.Expire(Now.AddSeconds(second), _ => false));
        }
    }

    [Fact]
    public void Expire_SilentSlot_LosesItsAttemptAndGoes()
    {
        Lease(A, "1");
        Assert.Empty(_queue.Expire(Now.AddSeconds(8), _ => false));

        var lost = Assert.Single(_queue.Expire(Now.AddSeconds(8.1), _ => false));

        Assert.Contains("silent", lost.Cause, StringComparison.Ordinal);
        Assert.Empty(_queue.ToSnapshot(Now).Slots);
    }

    [Fact]
    public void Expire_DeadSilo_LosesAtOnceAndNamesIt()
    {
        Lease(A, "1");

        var lost = Assert.Single(_queue.Expire(Now, key => key is "1"));

        Assert.Equal("silo silo-1 died", lost.Cause);
    }

    [Fact]
    public void Accepted_SlotGoneMeanwhile_IsALoss()
    {
        _queue.Enqueue(Some.Request(A, begun: false));
        Beat("1");
        var offer = _queue.NextOffer(Now)!;
        Assert.Empty(_queue.Expire(Now, _ => true));

        Assert.Equal((A, 4), (_queue.Accepted(offer, 4, Now)!.Experiment, _queue.Accepted(offer, 4, Now)!.Attempt));
    }

    [Fact]
    public void Heartbeat_BusyAfterARestartOfTheScheduler_IsNotOffered()
    {
        _queue.Enqueue(Some.Request(B, begun: false));
        _queue.Heartbeat(Some.Slot("1") with { Experiment = A, Attempt = 3 }, Now);

        Assert.Null(_queue.NextOffer(Now));
        _queue.Release("1", A, 3);
        Assert.Equal(B, _queue.NextOffer(Now)!.Experiment);
    }

    [Fact]
    public void Release_EarlierAttempt_ChangesNothing()
    {
        Lease(A, "1", attempt: 2);
        _queue.Enqueue(Some.Request(B, begun: false));

        _queue.Release("1", A, 1);

        Assert.Null(_queue.NextOffer(Now));
    }

    [Fact]
    public void Claim_SlotNeverHeardOf_IsLostAfterSilence()
    {
        Assert.Null(_queue.Claim("1", "silo-9", A, 2, 0, Now));
        Assert.Empty(_queue.Expire(Now.AddSeconds(7), _ => false));

        var lost = Assert.Single(_queue.Expire(Now.AddSeconds(9), _ => false));

        Assert.Equal(new LostAttempt(A, 2, "silo silo-9 fell silent"), lost);
    }

    [Fact]
    public void Claim_SlotOfAnother_IsLostAtOnce()
    {
        Lease(A, "1");

        Assert.Equal((B, 1), (_queue.Claim("1", "silo-1", B, 1, 0, Now)!.Experiment, 1));
    }

    [Fact]
    public void Heartbeat_Leaving_IsNotOffered()
    {
        _queue.Enqueue(Some.Request(A, begun: false));

        _queue.Heartbeat(Some.Slot("1") with { Leaving = true }, Now);

        Assert.Null(_queue.NextOffer(Now));
    }

    [Fact]
    public void Remove_LeasedSlot_LosesItsAttempt()
    {
        Lease(A, "1");

        Assert.Equal(new LostAttempt(A, 1, "silo silo-1 left"), _queue.Remove("1"));
        Assert.Null(_queue.Remove("1"));
    }

    private void Beat(params string[] keys) => Beat(Now, keys);

    private void Beat(DateTimeOffset time, params string[] keys)
    {
        foreach (var key in keys)
        {
            _queue.Heartbeat(Some.Slot(key), time);
        }
    }

    private void Lease(ExperimentId experiment, string key, int attempt = 1)
    {
        _queue.Enqueue(Some.Request(experiment, begun: false));
        Beat(key);
        Assert.Null(_queue.Accepted(_queue.NextOffer(Now)!, attempt, Now));
    }
}
