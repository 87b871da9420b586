using System.Collections.Concurrent;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.Trainers;
using TubeDetr.Grid.Storage.Logs;
using TubeDetr.Grid.Storage.Tests;

namespace TubeDetr.Grid.Grains.Tests.Cluster;

public sealed class SweepEndToEndTests(AzuriteProcess azurite)
{
    private const string One = "method: grid\nparameters: {lr: {value: 1}, epochs: {value: 3}}";
    private const string Four = "method: grid\nparameters: {lr: {values: [1, 2]}, dropout: {values: [0.1, 0.2]}, epochs: {value: 2}}";

    private static readonly Action<Assignment, long, CancellationToken> Unhindered = (_, _, _) => { };

    [Fact]
    public async Task Submit_FourExperiments_AllCompleteAndEveryStepIsMeasuredOnce()
    {
        await using var cluster = await Start(Unhindered);

        var sweep = await cluster.Submit(Four);
        var rows = await cluster.UntilEnded(sweep);

        Assert.All(rows, row => Assert.Equal((ExperimentState.Completed, 1, 2.0, 0.02), (row.State, row.Attempt, row.EpochsDone, row.BestValue)));
        Assert.All(rows, row => Assert.Equal([10L, 20L], row.Checkpoints.Select(checkpoint => checkpoint.Step)));
        Assert.All(rows, row => Assert.Equal([0.01, 0.02], row.Checkpoints.Select(checkpoint => checkpoint.Value!.Value)));
        foreach (var row in rows)
        {
            await AssertEveryStepOnce(cluster, row.Id, 20);
        }

        var snapshot = (await cluster.Sweep(sweep).GetSnapshot())!;
        Assert.Equal((SweepState.Completed, 4, 8.0), (snapshot.State, snapshot.Counts[ExperimentState.Completed], snapshot.EpochsDone));
        Assert.Equal(["lr", "dropout"], snapshot.Differing);
        Assert.Equal(2, (await cluster.Orleans.Client.GetGrain<IClusterGrain>(IClusterGrain.Key).GetSnapshot()).Pool.Slots.Length);
        Assert.Contains(await new ExperimentLog(azurite.Storage).Tail(rows[0].Id, 100, CancellationToken.None), line => line.Text is "a curve");
    }

    [Fact]
    public async Task Importance_AndPareto_OfASweepThatEnded_RestOnItsExperiments()
    {
        await using var cluster = await Start(Unhindered, silos: 1);
        var sweep = await cluster.Submit(Four);
        await cluster.UntilEnded(sweep);

        var importance = (await cluster.Sweep(sweep).Importance("loss"))!;
        var pareto = (await cluster.Sweep(sweep).Pareto([new Objective("viou", Maximize: true), new Objective("loss", Maximize: false)]))!;

        Assert.Equal(("loss", 4), (importance.Metric, importance.Experiments));
        Assert.Equal("all 4 experiments have the same value, so nothing can be said about what matters", Assert.Single(importance.Notes));
        Assert.All(pareto.Points, point => Assert.Equal((0, 0.02, 0.05), (point.Rank, point.Values[0], point.Values[1])));
        Assert.Null(await cluster.Sweep(SweepId.NewRandom()).Importance(null));
    }

    [Fact]
    public async Task Submit_BadYaml_IsRefusedAndNothingIsStored()
    {
        await using var cluster = await Start(Unhindered, silos: 1);
        var id = SweepId.NewRandom();

        var result = await cluster.Sweep(id).Submit("method: grid\nparameters: {lr: {value: no}}");

        Assert.Equal("line 2: lr: takes a number, not no", Assert.Single(result.Errors).ToString());
        Assert.Null(await cluster.Sweep(id).GetSnapshot());
        Assert.Empty(await cluster.Orleans.Client.GetGrain<ICatalogGrain>(ICatalogGrain.Key).List());
    }

    [Fact]
    public async Task Preview_Yaml_TellsWhatItWouldBeOrWhatIsWrongAndStoresNothing()
    {
        await using var cluster = await Start(Unhindered, silos: 1);
        var catalog = cluster.Orleans.Client.GetGrain<ICatalogGrain>(ICatalogGrain.Key);

        var preview = await catalog.Preview(Four);
        Assert.Equal((4, 8.0, 4), (preview.Experiments, preview.Epochs, preview.First.Length));
        Assert.Empty(preview.Errors);
        Assert.Equal("line 2: lr: takes a number, not no", Assert.Single((await catalog.Preview("method: grid\nparameters: {lr: {value: no}}")).Errors).ToString());
        Assert.Empty(await catalog.List());
    }

    [Fact]
    public async Task Submit_SameIdAgain_AnswersTheSameForTheSameYamlOnly()
    {
        await using var cluster = await Start(Unhindered, silos: 1);
        var sweep = await cluster.Submit(One);

        Assert.True((await cluster.Sweep(sweep).Submit(One)).Accepted);
        Assert.False((await cluster.Sweep(sweep).Submit(Four)).Accepted);
    }

    [Fact]
    public async Task Submit_StoreOfRemindersIsAway_IsAcceptedAndBegunAndTheReminderFollows()
    {
        using var held = new ManualResetEventSlim();
        var reminders = new ReminderGate { IsClosed = true };
        await using var cluster = await GridTestCluster.Start(azurite, new CurveEpochRunner((_, _, token) => held.Wait(token)), silos: 1, adapt: silo => reminders.PutBefore(silo.Services));

        var sweep = await cluster.Submit(One);
        await cluster.Until(ExperimentId.Of(sweep, 0), row => row.State == ExperimentState.Running);
        Assert.Equal(sweep, Assert.Single(await cluster.Orleans.Client.GetGrain<ICatalogGrain>(ICatalogGrain.Key).List()).Id);
        Assert.Equal(0, reminders.Written);

        reminders.IsClosed = false;
        await GridTestCluster.Until(() => Task.FromResult(reminders.Written), written => written > 0);
        held.Set();
        await cluster.UntilEnded(sweep);
    }

    [Fact]
    public async Task Training_FaultThatEveryAttemptWouldMeet_FailsAtOnceWithTheReason()
    {
        await using var cluster = await Start((_, step, _) =>
        {
            if (step == 13)
            {
                throw new TrainingFailedException("The loss of step 13 is not finite.");
            }
        });

        var row = Assert.Single(await cluster.UntilEnded(await cluster.Submit(One)));

        Assert.Equal((ExperimentState.Failed, 1, "The loss of step 13 is not finite."), (row.State, row.Attempt, row.Reason));
        await AssertEveryStepOnce(cluster, row.Id, 12);
    }

    [Fact]
    public async Task Training_BreaksDownOnce_GoesOnFromTheLastCheckpointAndEveryStepCountsOnce()
    {
        await using var cluster = await Start((assignment, step, _) =>
        {
            if (assignment.Attempt == 1 && step == 17)
            {
                throw new InvalidOperationException("a cosmic ray");
            }
        });

        var row = Assert.Single(await cluster.UntilEnded(await cluster.Submit(One)));

        Assert.Equal((ExperimentState.Completed, 2), (row.State, row.Attempt));
        Assert.Equal((0L, "a cosmic ray"), (row.Attempts[0].FromStep, row.Attempts[0].Cause));
        Assert.Equal(10, row.Attempts[1].FromStep);
        var rows = await AssertEveryStepOnce(cluster, row.Id, 30);
        Assert.All(rows, measured => Assert.Equal(measured.Step <= 10 ? 1 : 2, measured.Attempt));
    }

    [Fact]
    public async Task Training_BreaksDownAlways_FailsAfterTheAllowedAttempts()
    {
        await using var cluster = await Start((_, _, _) => throw new InvalidOperationException("a broken fan"));

        var row = Assert.Single(await cluster.UntilEnded(await cluster.Submit("max_attempts: 2\n" + One)));

        Assert.Equal((ExperimentState.Failed, 2), (row.State, row.Attempt));
        Assert.Contains("a broken fan", row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_WhileTraining_WritesALastCheckpointAndEnds()
    {
        var arrived = NewSignal();
        await using var cluster = await Start((_, step, cancellation) => HoldAt(14, step, arrived, cancellation));
        var sweep = await cluster.Submit(Four);
        await arrived.Task;

        Assert.True(await cluster.Sweep(sweep).Ask(SweepRequest.Cancel, "enough seen"));
        var rows = await cluster.UntilEnded(sweep);

        Assert.All(rows, row => Assert.Equal((ExperimentState.Cancelled, "enough seen"), (row.State, row.Reason)));
        Assert.Contains(rows, row => !row.Checkpoints.IsEmpty && row.Checkpoints[^1].Step == 13);
        Assert.Equal(SweepState.Cancelled, (await cluster.Sweep(sweep).GetSnapshot())!.State);
        Assert.False(await cluster.Sweep(sweep).Ask(SweepRequest.Cancel, "again"));
    }

    [Fact]
    public async Task LoseSlot_TheOldAttemptGoesOn_NothingThatItWritesCounts()
    {
        var arrived = NewSignal();
        var release = NewSignal();
        await using var cluster = await Start((assignment, step, _) =>
        {
            if (assignment.Attempt == 1 && step == 15)
            {
                arrived.TrySetResult();
                release.Task.Wait(TimeSpan.FromSeconds(60), CancellationToken.None);
            }
        });
        var sweep = await cluster.Submit(One);
        var id = ExperimentId.Of(sweep, 0);
        await arrived.Task;
        await cluster.Until(id, snapshot => !snapshot.Checkpoints.IsEmpty);

        Assert.True(await cluster.Experiment(id).LoseSlot(1, "declared dead"));
        await cluster.Until(id, snapshot => snapshot.Attempt == 2 && snapshot.Step > 15);
        release.SetResult();
        var row = Assert.Single(await cluster.UntilEnded(sweep));

        Assert.Equal((ExperimentState.Completed, 2), (row.State, row.Attempt));
        Assert.False(await cluster.Experiment(id).Report(1, new ProgressReport { EpochsDone = 9, Step = 90, SecondsPerEpoch = 1 }));
        Assert.False(await cluster.Metrics(id).Append(1, 0, [Some.Row(99)]));
        var rows = await AssertEveryStepOnce(cluster, id, 30);
        Assert.All(rows, measured => Assert.Equal(measured.Step <= 10 ? 1 : 2, measured.Attempt));
        Assert.DoesNotContain(row.Checkpoints, checkpoint => checkpoint.Attempt == 1 && checkpoint.Step > 10);
    }

    [Fact]
    public async Task StopSilo_WhileItTrains_HandsOverInTheMiddleOfTheEpochWithoutALoss()
    {
        var arrived = NewSignal();
        var holds = true;
        await using var cluster = await Start((_, step, cancellation) =>
        {
            if (Volatile.Read(ref holds))
            {
                HoldAt(14, step, arrived, cancellation);
            }
        });
        var sweep = await cluster.Submit("max_attempts: 1\n" + One);
        var id = ExperimentId.Of(sweep, 0);
        await arrived.Task;
        var slot = (await cluster.Until(id, snapshot => snapshot.Slot is not null)).Slot!;
        var silo = cluster.Orleans.Silos.Single(handle => handle.SiloAddress.Equals(SlotKey.SiloOf(slot)));
        Volatile.Write(ref holds, false);

        await cluster.Orleans.StopSiloAsync(silo);
        var row = Assert.Single(await cluster.UntilEnded(sweep));

        Assert.Equal((ExperimentState.Completed, 2, 13L), (row.State, row.Attempt, row.Attempts[1].FromStep));
        await AssertEveryStepOnce(cluster, id, 30);
    }

    [Fact]
    public async Task Restart_OfEverything_GoesOnFromWhatIsStored()
    {
        var state = new KeptGrainStorage();
        var arrived = NewSignal();
        SweepId sweep;
        await using (var first = await Start((_, step, cancellation) => HoldAt(24, step, arrived, cancellation), state, silos: 1))
        {
            sweep = await first.Submit(One);
            await arrived.Task;
            await first.Until(ExperimentId.Of(sweep, 0), snapshot => snapshot.Checkpoints.Length == 2);
            await first.Orleans.KillSiloAsync(first.Orleans.Silos[0]);
        }

        await using var second = await Start(Unhindered, state, silos: 1);
        var row = Assert.Single(await second.UntilEnded(sweep));

        Assert.Equal((ExperimentState.Completed, 2), (row.State, row.Attempt));
        Assert.InRange(row.Attempts[1].FromStep, 20, 23);
        await AssertEveryStepOnce(second, row.Id, 30);
        Assert.Equal(sweep, Assert.Single(await second.Orleans.Client.GetGrain<ICatalogGrain>(ICatalogGrain.Key).List()).Id);
    }

    [Fact]
    public async Task Restore_NewestCheckpointIsGoneFromTheStore_GoesOnFromTheOneBefore()
    {
        await using var cluster = await Start((assignment, step, _) =>
        {
            if (assignment.Attempt == 1 && step == 25)
            {
                azurite.AwaitCommit(assignment.Experiment, "1-2-20");
                azurite.Service.GetBlobContainerClient("checkpoints").DeleteBlob($"{assignment.Experiment}/1-2-20", cancellationToken: CancellationToken.None);
                throw new InvalidOperationException("a cosmic ray");
            }
        });

        var row = Assert.Single(await cluster.UntilEnded(await cluster.Submit(One)));

        Assert.Equal((ExperimentState.Completed, 2), (row.State, row.Attempt));
        var rows = await AssertEveryStepOnce(cluster, row.Id, 30);
        Assert.All(rows, measured => Assert.Equal(measured.Step <= 10 ? 1 : 2, measured.Attempt));
    }

    [Fact]
    public async Task Append_StoreCameBackWithoutRows_TheTrainerBringsThemAgain()
    {
        var arrived = NewSignal();
        var release = NewSignal();
        await using var cluster = await Start((_, step, _) =>
        {
            if (step == 15)
            {
                arrived.TrySetResult();
                release.Task.Wait(TimeSpan.FromSeconds(60), CancellationToken.None);
            }
        });
        var sweep = await cluster.Submit(One);
        var id = ExperimentId.Of(sweep, 0);
        await arrived.Task;
        await cluster.Until(id, snapshot => snapshot.Step >= 14);

        await azurite.Service.GetBlobContainerClient("metrics").DeleteBlobAsync($"{id}/00000", cancellationToken: CancellationToken.None);
        await cluster.Orleans.DeactivateAsync(cluster.Metrics(id));
        release.SetResult();
        await cluster.UntilEnded(sweep);

        await AssertEveryStepOnce(cluster, id, 30);
    }

    [Fact]
    public async Task MaxConcurrent_One_TrainsOneAtATime()
    {
        var training = new ConcurrentDictionary<ExperimentId, bool>();
        var most = 0;
        await using var cluster = await Start((assignment, step, _) =>
        {
            training[assignment.Experiment] = step < 20;
            most = Math.Max(most, training.Values.Count(active => active));
        });

        var rows = await cluster.UntilEnded(await cluster.Submit("max_concurrent: 1\n" + Four));

        Assert.All(rows, row => Assert.Equal(ExperimentState.Completed, row.State));
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Watch_WhileItTrainsAndStartsAgain_EndsWithTheHistory()
    {
        await using var cluster = await Start((assignment, step, _) =>
        {
            if (assignment.Attempt == 1 && step == 17)
            {
                throw new InvalidOperationException("a cosmic ray");
            }
        });
        var sweep = await cluster.Submit(One);
        var id = ExperimentId.Of(sweep, 0);
        var seen = new List<MetricRow>();

        await foreach (var batch in cluster.Metrics(id).Watch(0, CancellationToken.None))
        {
            seen.RemoveAll(row => batch.Restarts < row.Step);
            seen.AddRange(batch.Rows);
            if (seen.Count > 0 && seen[^1] is { Step: 30, Values: [{ Key: "viou" }] })
            {
                break;
            }
        }

        Assert.Equal((await cluster.Metrics(id).Read(0)).Select(row => row.Sequence), seen.Select(row => row.Sequence));
    }

    private static async Task<List<MetricRow>> AssertEveryStepOnce(GridTestCluster cluster, ExperimentId id, int steps)
    {
        var losses = (await cluster.Metrics(id).Read(0)).Where(row => row.Values[0].Key is "loss").ToList();
        Assert.Equal(Enumerable.Range(1, steps).Select(step => ((long)step, 1.0 / step)), losses.Select(row => (row.Step, row.Values[0].Value)));
        return losses;
    }

    private static void HoldAt(long step, long now, TaskCompletionSource arrived, CancellationToken cancellation)
    {
        if (now == step)
        {
            arrived.TrySetResult();
            cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(60));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task<GridTestCluster> Start(Action<Assignment, long, CancellationToken> beforeStep, KeptGrainStorage? state = null, short silos = 2) =>
        GridTestCluster.Start(azurite, new CurveEpochRunner(beforeStep), state, silos);
}
