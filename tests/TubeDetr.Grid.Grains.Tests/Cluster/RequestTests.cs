using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Storage.Tests;

namespace TubeDetr.Grid.Grains.Tests.Cluster;

/// <summary>What people ask of experiments and sweeps while they train.</summary>
public sealed class RequestTests(AzuriteProcess azurite)
{
    private const string One = "method: grid\nparameters: {lr: {value: 1}, epochs: {value: 3}}";
    private const string Three = "method: grid\nparameters: {lr: {values: [1, 2, 3]}, epochs: {value: 2}}";

    [Fact]
    public async Task Pause_OverARestart_StaysPausedAndResumesWhereItWas()
    {
        var state = new KeptGrainStorage();
        var hold = new StepHold(14);
        SweepId sweep;
        await using (var first = await Start(hold, state, silos: 1))
        {
            sweep = await first.Submit(One);
            await hold.Arrived;
            Assert.True(await first.Experiment(ExperimentId.Of(sweep, 0)).Ask(ExperimentRequest.Pause, "lunch"));
            await first.Until(ExperimentId.Of(sweep, 0), snapshot => snapshot.State == ExperimentState.Paused);
        }

        hold.Release();
        await using var second = await Start(hold, state, silos: 1);
        var id = ExperimentId.Of(sweep, 0);
        Assert.Equal((ExperimentState.Paused, null, 13L), ((await second.Experiment(id).GetSnapshot()) is var paused ? (paused!.State, paused.Slot, paused.Step) : default));
        Assert.True(await second.Experiment(id).Ask(ExperimentRequest.Resume, "back"));
        var row = Assert.Single(await second.UntilEnded(sweep));

        Assert.Equal((ExperimentState.Completed, 2, 13L), (row.State, row.Attempt, row.Attempts[1].FromStep));
        Assert.Equal(["Running", "Stopping", "Paused", "Queued", "Running", "Completed"], row.Transitions.Select(move => move.To.ToString()));
    }

    [Fact]
    public async Task Stop_WhileTraining_EndsWithTheEpoch()
    {
        var hold = new StepHold(14);
        await using var cluster = await Start(hold);
        var sweep = await cluster.Submit(One);
        await hold.Arrived;

        Assert.True(await cluster.Experiment(ExperimentId.Of(sweep, 0)).Ask(ExperimentRequest.Stop, "good enough"));
        hold.Release();
        var row = Assert.Single(await cluster.UntilEnded(sweep));

        Assert.Equal((ExperimentState.Cancelled, "good enough", 20L, 0.02), (row.State, row.Reason, row.Checkpoints[^1].Step, row.BestValue));
    }

    [Fact]
    public async Task Requeue_WhileTraining_GoesOnWithTheNextAttemptWithoutALoss()
    {
        var hold = new StepHold(14);
        await using var cluster = await Start(hold);
        var sweep = await cluster.Submit("max_attempts: 1\n" + One);
        await hold.Arrived;

        Assert.True(await cluster.Experiment(ExperimentId.Of(sweep, 0)).Ask(ExperimentRequest.Requeue, "elsewhere"));
        await cluster.Until(ExperimentId.Of(sweep, 0), snapshot => snapshot.Attempt == 2);
        hold.Release();
        var row = Assert.Single(await cluster.UntilEnded(sweep));

        Assert.Equal((ExperimentState.Completed, 2, 13L), (row.State, row.Attempt, row.Attempts[1].FromStep));
    }

    [Fact]
    public async Task Submit_GreaterPriority_PreemptsWithACheckpointAndWithoutALoss()
    {
        var hold = new StepHold(14);
        await using var cluster = await Start(hold, silos: 1);
        var modest = await cluster.Submit("max_attempts: 1\n" + One);
        await hold.Arrived;

        var urgent = await cluster.Submit("priority: 5\n" + One);
        await cluster.Until(ExperimentId.Of(modest, 0), snapshot => snapshot.Transitions.Any(move => move.To == ExperimentState.Queued));
        hold.Release();
        var first = Assert.Single(await cluster.UntilEnded(urgent));
        var second = Assert.Single(await cluster.UntilEnded(modest));

        Assert.Equal((ExperimentState.Completed, 1), (first.State, first.Attempt));
        Assert.Equal((ExperimentState.Completed, 2, 13L), (second.State, second.Attempt, second.Attempts[1].FromStep));
        Assert.Equal($"preempted by {first.Id}, which has priority 5", second.Transitions[1].Cause);
        Assert.True(second.Attempts[1].Started >= first.Ended);
    }

    [Fact]
    public async Task Drain_SiloThatTrains_GoesOnElsewhereWithoutALossAndTheSiloTakesNothing()
    {
        var hold = new StepHold(14);
        await using var cluster = await Start(hold);
        var sweep = await cluster.Submit("max_attempts: 1\n" + One);
        var id = ExperimentId.Of(sweep, 0);
        await hold.Arrived;
        var grid = cluster.Orleans.Client.GetGrain<IClusterGrain>(IClusterGrain.Key);
        var drained = (await cluster.Experiment(id).GetSnapshot())!.Attempts[0].Silo;

        Assert.Equal(1, await grid.Drain(drained));
        await cluster.Until(id, snapshot => snapshot is { Attempt: 2, State: ExperimentState.Running });
        hold.Release();
        var row = Assert.Single(await cluster.UntilEnded(sweep));

        Assert.Equal((ExperimentState.Completed, 2, 13L), (row.State, row.Attempt, row.Attempts[1].FromStep));
        Assert.NotEqual(drained, row.Attempts[1].Silo);
        var slot = (await grid.GetSnapshot()).Pool.Slots.Single(slot => string.Equals(slot.Silo, drained, StringComparison.Ordinal));
        Assert.Equal((true, null), (slot.Leaving, slot.Experiment));
        Assert.Equal(0, await grid.Drain("nowhere"));
    }

    [Fact]
    public async Task PauseSweep_WhatHasBegunEnds_TheOthersBeginWhenItIsResumed()
    {
        var hold = new StepHold(14);
        await using var cluster = await Start(hold, silos: 1);
        var sweep = await cluster.Submit(Three);
        await hold.Arrived;

        Assert.True(await cluster.Sweep(sweep).Ask(SweepRequest.Pause, "night"));
        var rows = await GridTestCluster.Until(async () => await cluster.Sweep(sweep).ListExperiments(), rows => rows.Count(row => row.Held) == 2);
        hold.Release();
        await cluster.Until(rows.Single(row => !row.Held).Id, snapshot => snapshot.State == ExperimentState.Completed);
        var snapshot = (await cluster.Sweep(sweep).GetSnapshot())!;
        Assert.Equal((SweepState.Paused, 2), (snapshot.State, snapshot.Counts[ExperimentState.Queued]));

        Assert.True(await cluster.Sweep(sweep).Ask(SweepRequest.Resume, "morning"));
        Assert.All(await cluster.UntilEnded(sweep), row => Assert.Equal(ExperimentState.Completed, row.State));
    }

    [Fact]
    public async Task StopSweep_ThenFork_EndsWhatHasBegunAndGoesOnFromItsCheckpoint()
    {
        var hold = new StepHold(14);
        await using var cluster = await Start(hold, silos: 1);
        var sweep = await cluster.Submit(Three);
        await hold.Arrived;
        Assert.True(await cluster.Sweep(sweep).Ask(SweepRequest.Stop, "seen enough"));
        hold.Release();
        var rows = await cluster.UntilEnded(sweep);
        var begun = Assert.Single(rows, row => row.State == ExperimentState.Completed);
        Assert.Equal(2, rows.Count(row => row is { State: ExperimentState.Cancelled, Attempt: 0 }));
        Assert.Equal(SweepState.Stopped, (await cluster.Sweep(sweep).GetSnapshot())!.State);

        var fork = await cluster.Sweep(sweep).Fork(new ForkRequest { Source = begun.Id, Epoch = 1, Changes = [new("lr", "0.5"), new("epochs", "3")] });
        Assert.Empty(fork.Errors);
        await cluster.UntilEnded(sweep);
        var forked = (await cluster.Experiment(fork.Experiment!.Value).GetSnapshot())!;

        Assert.Equal((ExperimentState.Completed, 10L, 3, begun.Id), (forked.State, forked.Attempts[0].FromStep, forked.Epochs, forked.Origin!.Source));
        Assert.Equal(11, (await cluster.Metrics(forked.Id).Read(0))[0].Step);
        Assert.Equal(SweepState.Completed, (await cluster.Sweep(sweep).GetSnapshot())!.State);
    }

    [Fact]
    public async Task Waiting_NothingHappenedYet_IsKnownToPeopleAmendedAndEndsAfterARestart()
    {
        var state = new KeptGrainStorage();
        var hold = new StepHold(14);
        SweepId sweep;
        await using (var first = await Start(hold, state, silos: 1))
        {
            sweep = await first.Submit(Three);
            await hold.Arrived;
            var last = (await first.Experiment(ExperimentId.Of(sweep, 2)).GetSnapshot())!;
            Assert.Equal((ExperimentState.Queued, 0, 2), (last.State, last.Attempt, last.Index));
            Assert.Null(await first.Experiment(ExperimentId.Of(sweep, 1)).Recall());
            Assert.Null(await first.Experiment(ExperimentId.Of(sweep, 3)).GetSnapshot());
            Assert.Null(await first.Experiment(new ExperimentId($"{sweep}-3")).GetSnapshot());
            Assert.True(await first.Experiment(last.Id).Amend(new ExperimentAmendment { Priority = 1 }));
        }

        hold.Release();
        await using var second = await Start(hold, state, silos: 1);
        var rows = await second.UntilEnded(sweep);

        Assert.All(rows, row => Assert.Equal(ExperimentState.Completed, row.State));
        Assert.True(rows[2].Attempts[^1].Started < rows[1].Attempts[0].Started);
    }

    private Task<GridTestCluster> Start(StepHold hold, KeptGrainStorage? state = null, short silos = 2) =>
        GridTestCluster.Start(azurite, new CurveEpochRunner(hold.BeforeStep), state, silos);

    /// <summary>Holds the first attempt that comes to a step until it is released or told to stop.</summary>
    private sealed class StepHold(long step)
    {
        private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Arrived => _arrived.Task;

        public void Release() => _released.TrySetResult();

        public void BeforeStep(Assignment assignment, long now, CancellationToken cancellation)
        {
            if (now == step && !_released.Task.IsCompleted)
            {
                _arrived.TrySetResult();
                _released.Task.Wait(TimeSpan.FromSeconds(60), cancellation);
            }
        }
    }
}
