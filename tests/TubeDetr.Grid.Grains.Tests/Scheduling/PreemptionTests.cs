using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.Scheduling;

namespace TubeDetr.Grid.Grains.Tests.Scheduling;

public sealed class PreemptionTests
{
    private static readonly ExperimentId A = new("a"), B = new("b"), C = new("c"), D = new("d");
    private static readonly DateTimeOffset Now = Some.Time;
    private readonly SlotQueue _queue = new(new SlotQueueOptions());

    [Fact]
    public void Preempt_GreaterPriorityWaits_NamesTheLeastAndNewest()
    {
        Run("1", A, priority: 1, Now);
        Run("2", B, priority: 0, Now);
        Run("3", C, priority: 0, Now.AddSeconds(1));
        _queue.Enqueue(Some.Request(D, priority: 5));

        var preemption = Assert.Single(_queue.Preempt(Now));

        Assert.Equal((C, 1, "preempted by d, which has priority 5"), (preemption.Experiment, preemption.Attempt, preemption.Cause));
        Assert.Empty(_queue.Preempt(Now));
        Assert.Equal("waits for a slot: an experiment of less priority writes a checkpoint and makes room", _queue.WhyWaiting(D, Now));
    }

    [Fact]
    public void Preempt_VictimHasYielded_TheSlotGoesToTheWaitingAndNobodyIsChasedBack()
    {
        Run("1", A, priority: 0, Now);
        _queue.Enqueue(Some.Request(B, priority: 5));
        Assert.Single(_queue.Preempt(Now));

        _queue.Release("1", A, 1);
        _queue.Enqueue(Some.Request(A, begun: true));
        var offer = _queue.NextOffer(Now)!;
        Assert.Null(_queue.Accepted(offer, 1, Now));

        Assert.Equal(B, offer.Experiment);
        Assert.Empty(_queue.Preempt(Now));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Preempt_EqualOrLessPriority_LeavesThemAlone(int priority)
    {
        Run("1", A, priority: 0, Now);
        _queue.Enqueue(Some.Request(B, priority: priority));

        Assert.Empty(_queue.Preempt(Now));
    }

    [Fact]
    public void Preempt_OneOfTwoWaitingFindsAFreeSlot_OnlyOneIsAskedForRoom()
    {
        Run("1", A, priority: 0, Now);
        Run("2", B, priority: 0, Now);
        _queue.Enqueue(Some.Request(C, priority: 5));
        _queue.Enqueue(Some.Request(D, priority: 5));
        _queue.Heartbeat(Some.Slot("3"), Now);
        Assert.NotNull(_queue.NextOffer(Now));

        Assert.Single(_queue.Preempt(Now));
    }

    [Fact]
    public void Preempt_SlotDoesNotFit_IsNotAskedFor()
    {
        Run("1", A, priority: 0, Now);
        _queue.Enqueue(Some.Request(B, priority: 5) with { Requires = new SlotRequirements { Device = "cuda" } });

        Assert.Empty(_queue.Preempt(Now));
    }

    [Fact]
    public void Preempt_PausingAfterALoss_AsksNobody()
    {
        Run("1", A, priority: 0, Now);
        _queue.Enqueue(Some.Request(B, priority: 5) with { NotBefore = Now.AddSeconds(1) });

        Assert.Empty(_queue.Preempt(Now));
        Assert.Single(_queue.Preempt(Now.AddSeconds(1)));
    }

    [Fact]
    public void Preempt_PriorityUnknownAfterARestart_WaitsForTheClaim()
    {
        _queue.Heartbeat(Some.Slot("1") with { Experiment = A, Attempt = 3 }, Now);
        _queue.Enqueue(Some.Request(B, priority: 5));
        Assert.Empty(_queue.Preempt(Now));

        _queue.Claim("1", "silo-1", A, 3, 2, Now);

        Assert.Single(_queue.Preempt(Now));
    }

    [Fact]
    public void NotPreempted_Unheard_IsNamedAgain()
    {
        Run("1", A, priority: 0, Now);
        _queue.Enqueue(Some.Request(B, priority: 5));

        _queue.NotPreempted(Assert.Single(_queue.Preempt(Now)));

        Assert.Single(_queue.Preempt(Now));
    }

    private void Run(string key, ExperimentId experiment, int priority, DateTimeOffset since)
    {
        _queue.Enqueue(Some.Request(experiment, priority: priority));
        _queue.Heartbeat(Some.Slot(key), Now);
        Assert.Null(_queue.Accepted(_queue.NextOffer(since)!, 1, since));
    }
}
