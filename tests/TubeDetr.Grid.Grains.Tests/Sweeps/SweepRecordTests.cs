using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.Sweeps;

namespace TubeDetr.Grid.Grains.Tests.Sweeps;

public sealed class SweepRecordTests
{
    private static readonly SweepRecord Fresh = new() { Yaml = "method: tpe", Planned = 5, Created = Some.Time, TimeBudget = TimeSpan.FromHours(1.5) };

    [Theory]
    [InlineData("", SweepState.Running, SweepState.Completed)]
    [InlineData("Pause", SweepState.Paused, SweepState.Completed)]
    [InlineData("Pause Resume", SweepState.Running, SweepState.Completed)]
    [InlineData("Pause Stop", SweepState.Stopping, SweepState.Stopped)]
    [InlineData("Stop Cancel", SweepState.Cancelling, SweepState.Cancelled)]
    [InlineData("Pause Cancel", SweepState.Cancelling, SweepState.Cancelled)]
    [InlineData("Cancel Cancel", SweepState.Cancelling, SweepState.Cancelled)]
    public void Ask_InTurn_LeadsToTheState(string requests, SweepState before, SweepState after)
    {
        var record = requests.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(Fresh, (record, request) => record.Ask(Enum.Parse<SweepRequest>(request), "because")!);

        Assert.Equal((before, after), (record.ToState(ended: false), record.ToState(ended: true)));
    }

    [Theory]
    [InlineData("", SweepRequest.Resume)]
    [InlineData("Pause", SweepRequest.Pause)]
    [InlineData("Stop", SweepRequest.Pause)]
    [InlineData("Stop", SweepRequest.Stop)]
    [InlineData("Cancel", SweepRequest.Stop)]
    [InlineData("Cancel", SweepRequest.Resume)]
    public void Ask_WithoutSense_IsRefused(string before, SweepRequest request)
    {
        var record = before.Length == 0 ? Fresh : Fresh.Ask(Enum.Parse<SweepRequest>(before), "because")!;

        Assert.Null(record.Ask(request, "again"));
    }

    [Fact]
    public void Fork_OfAnEndedSweep_IsUnfinishedAgainAndProposesNothingMore()
    {
        var ended = Fresh.Ask(SweepRequest.Cancel, "because")! with { Final = Final() };

        var forked = ended.Fork(["lr"])!;

        Assert.Equal((SweepState.Running, 0), (forked.ToState(ended: false), forked.Planned));
        Assert.Equal(["lr"], forked.Differing);
        Assert.Null(forked.Final);
        Assert.Equal(5, Fresh.Fork([])!.Planned);
        Assert.Null(Fresh.Ask(SweepRequest.Stop, "because")!.Fork([]));
    }

    [Fact]
    public void Expire_TimeBudgetUsedUp_StopsTheSweepOnce()
    {
        var expired = Fresh.Expire(Some.Time.AddMinutes(90))!;

        Assert.Equal((SweepState.Stopping, "its time budget of 1h 30m is used up"), (expired.ToState(ended: false), expired.Reason));
        Assert.Null(Fresh.Expire(Some.Time.AddMinutes(89)));
        Assert.Null(expired.Expire(Some.Time.AddHours(9)));
    }

    private static SweepSnapshot Final() => new()
    {
        Id = new SweepId("s1"),
        Name = "",
        State = SweepState.Cancelled,
        Method = "grid",
        Objective = Some.Objective,
        Created = Some.Time,
        Counts = ImmutableDictionary<ExperimentState, int>.Empty,
        Total = 1,
        EpochsDone = 0,
        EpochsTotal = 4,
        Yaml = "",
        Version = 1,
    };
}
