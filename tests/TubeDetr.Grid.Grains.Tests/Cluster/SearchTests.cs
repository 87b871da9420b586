using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.Sweeps;
using TubeDetr.Grid.Grains.Sweeps.Journal;
using TubeDetr.Grid.Grains.Sweeps.Yaml;
using TubeDetr.Grid.Storage.Tests;

namespace TubeDetr.Grid.Grains.Tests.Cluster;

/// <summary>Sweeps that learn, prune and breed: each experiment's vIoU grows with its learning rate.</summary>
public sealed class SearchTests(AzuriteProcess azurite)
{
    private static readonly Action<Assignment, long, CancellationToken> Unhindered = (_, _, _) => { };

    [Fact]
    public async Task Asha_TheBestOfEachRung_GoesOnFromItsCheckpointAndTheOthersEndThere()
    {
        await using var cluster = await Start(Unhindered);

        var sweep = await cluster.Submit("method: grid\nearly_terminate: {type: asha, min_iter: 1, eta: 3}\nparameters: {lr: {values: [6, 5, 4, 3, 2, 1]}, epochs: {value: 9}}");
        var rows = await cluster.UntilEnded(sweep);

        var best = Assert.Single(rows, row => row.State == ExperimentState.Completed);
        Assert.Equal("6", best.HyperParameters.Values["lr"].Text);
        Assert.Equal([0L, 10L, 30L], best.Attempts.Select(attempt => attempt.FromStep));
        Assert.Equal(Enumerable.Range(1, 90).Select(step => (long)step), (await cluster.Metrics(best.Id).Read(0)).Where(row => row.Values[0].Key is "loss").Select(row => row.Step));
        Assert.All(rows.Remove(best), row => Assert.Equal((ExperimentState.Pruned, true), (row.State, row.Reason!.StartsWith($"pruned by asha at epoch {row.Curve[^1].Epoch}: its best viou", StringComparison.Ordinal))));
        Assert.Equal([1, 1, 1, 1, 3], rows.Remove(best).Select(row => row.Curve.Length).Order());
        Assert.Equal(SweepState.Completed, (await cluster.Sweep(sweep).GetSnapshot())!.State);
    }

    [Fact]
    public async Task Median_WorseThanTheOthers_IsPrunedWhileItTrains()
    {
        await using var cluster = await Start(
            (assignment, step, cancellation) =>
            {
                if (assignment.HyperParameters.Values["lr"].Number < 2 && step > 10)
                {
                    cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(60));
                    cancellation.ThrowIfCancellationRequested();
                }
            },
            silos: 1);

        var rows = await cluster.UntilEnded(await cluster.Submit("method: grid\nmax_concurrent: 1\nearly_terminate: {type: median, n_startup: 2}\nparameters: {lr: {values: [4, 3, 1]}, epochs: {value: 2}}"));

        var pruned = Assert.Single(rows, row => row.State == ExperimentState.Pruned);
        Assert.Equal(("1", 10L), (pruned.HyperParameters.Values["lr"].Text, pruned.Checkpoints[^1].Step));
        Assert.StartsWith("pruned by median at epoch 1: ", pruned.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tpe_RestartOfEverything_ChangesNoProposal()
    {
        var undisturbed = await Proposals(restart: false);

        Assert.Equal(undisturbed, await Proposals(restart: true));
        Assert.Equal(14, undisturbed.Distinct().Count());
    }

    [Fact]
    public async Task Tpe_SeveralAtATimeAndSomeFail_EachStoredProposalFollowsFromTheJournalBeforeIt()
    {
        const string Yaml = "method: tpe\nrun_cap: 30\nseed: 8\nmax_attempts: 1\nparameters: {lr: {min: 0.1, max: 9.5}, ema: {values: [true, false]}, epochs: {value: 1}}";
        var state = new KeptGrainStorage();
        await using var cluster = await Start(
            (assignment, _, _) =>
            {
                if (assignment.Experiment.Index % 7 == 3)
                {
                    throw new InvalidOperationException("this one breaks down");
                }
            },
            state,
            silos: 3);
        var sweep = await cluster.Submit(Yaml);
        var rows = await cluster.UntilEnded(sweep);
        var kept = state.For(cluster.Orleans.Silos[0].ServiceProvider.GetRequiredService<Serializer>());
        var entries = await new JournalStore(kept, cluster.Sweep(sweep).GetGrainId()).Read();

        var definition = SweepYaml.ReadDefinition(Yaml, Some.Catalog)!;
        var journal = new SweepJournal(SweepRecord.Of(Yaml, definition, [], default).Constants, []);
        var search = new SweepSearch(definition);
        foreach (var entry in entries)
        {
            if (entry.Proposed is { } proposed)
            {
                Assert.Equal(Text(proposed.HyperParameters), Text(journal.WithoutConstants(search.Propose(journal.Proposed.Count, journal))));
            }

            journal.Apply(entry);
        }

        Assert.Equal(30, journal.Proposed.Count);
        Assert.Equal(4, rows.Count(row => row.State == ExperimentState.Failed));
    }

    [Fact]
    public async Task Tpe_SeveralObjectives_ShowsTheFrontThatNobodyBeatsInAll()
    {
        // The more steps, the less loss, and here the less vIoU.
        await using var cluster = await GridTestCluster.Start(azurite, new CurveEpochRunner(Unhindered, (assignment, step) => assignment.HyperParameters.Values["lr"].Number - (step / 5.0)));

        var sweep = await cluster.Submit("method: tpe\nrun_cap: 14\nseed: 2\nmetrics: [{name: viou, goal: maximize}, {name: loss, goal: minimize}]\nparameters: {lr: {min: 0.1, max: 9.5}, epochs: {values: [1, 2, 3]}}");
        await cluster.UntilEnded(sweep);
        var pareto = (await cluster.Sweep(sweep).Pareto([]))!;

        Assert.Equal((14, 0), (pareto.Points.Length, pareto.Incomplete));
        var front = pareto.Points.Where(point => point.Rank == 0).ToList();
        Assert.Contains(pareto.Points, point => point.Rank > 0);
        Assert.All(front, point => Assert.DoesNotContain(pareto.Points, other => other.Values[0] > point.Values[0] && other.Values[1] < point.Values[1]));
        Assert.All(pareto.Points.Except(front), point => Assert.Contains(front, other => other.Values[0] >= point.Values[0] && other.Values[1] <= point.Values[1]));
    }

    [Fact]
    public async Task Pbt_TheWorst_AreReplacedByForksOfTheBest()
    {
        await using var cluster = await Start(Unhindered);

        var sweep = await cluster.Submit("method: pbt\npopulation: 4\ninterval: 1\nseed: 3\nparameters: {lr: {min: 0.1, max: 9.5}, epochs: {value: 3}}");
        var rows = await cluster.UntilEnded(sweep);

        Assert.Equal(4, rows.Count(row => row.State == ExperimentState.Completed));
        var forks = rows.Where(row => row.Origin is not null).ToList();
        Assert.NotEmpty(forks);
        Assert.All(forks, fork => Assert.Equal(fork.Origin!.Checkpoint.Step, fork.Attempts[0].FromStep));
        Assert.All(forks, fork => Assert.InRange(fork.HyperParameters.Values["lr"].Number, 0.1, 9.5));
        Assert.Equal(forks.Count, rows.Count(row => row.State == ExperimentState.Pruned && row.Reason!.StartsWith("replaced by pbt at epoch ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task TimeBudget_UsedUp_StopsTheSweep()
    {
        await using var cluster = await Start((_, step, _) => SpinWait.SpinUntil(() => false, step > 10 ? 300 : 0), silos: 1);

        var sweep = await cluster.Submit("method: tpe\nrun_cap: 50\ntime_budget: 1s\nmax_concurrent: 1\nparameters: {lr: {min: 0.1, max: 9.5}, epochs: {value: 2}}");
        var rows = await cluster.UntilEnded(sweep);

        var snapshot = (await cluster.Sweep(sweep).GetSnapshot())!;
        Assert.Equal((SweepState.Stopped, "its time budget of 1s is used up"), (snapshot.State, snapshot.Reason));
        Assert.InRange(rows.Length, 1, 10);
        Assert.All(rows, row => Assert.Equal(ExperimentState.Completed, row.State));
    }

    /// <summary>One after another, so that what is known before each does not depend on timing.</summary>
    private async Task<List<string>> Proposals(bool restart)
    {
        const string Yaml = "method: tpe\nrun_cap: 14\nseed: 5\nmax_concurrent: 1\nparameters: {lr: {min: 0.1, max: 9.5}, ema: {values: [true, false]}, epochs: {value: 1}}";
        var state = new KeptGrainStorage();
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        SweepId sweep;
        await using (var first = await Start((assignment, step, cancellation) => HoldTheTwelfth(restart, assignment, arrived, cancellation), state, silos: 1))
        {
            sweep = await first.Submit(Yaml);
            if (restart)
            {
                await arrived.Task;
                await first.Orleans.KillSiloAsync(first.Orleans.Silos[0]);
            }
            else
            {
                return Texts(await first.UntilEnded(sweep));
            }
        }

        await using var second = await Start(Unhindered, state, silos: 1);
        return Texts(await second.UntilEnded(sweep));
    }

    private static void HoldTheTwelfth(bool holds, Assignment assignment, TaskCompletionSource arrived, CancellationToken cancellation)
    {
        if (holds && assignment.Experiment.Value.EndsWith("-12", StringComparison.Ordinal))
        {
            arrived.TrySetResult();
            cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(60));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private static List<string> Texts(IEnumerable<ExperimentSnapshot> rows) =>
        [.. rows.Select(row => Text(row.HyperParameters))];

    private static string Text(HyperParameterSet set) => string.Join(' ', set.Values.Select(pair => $"{pair.Key}={pair.Value}"));

    private Task<GridTestCluster> Start(Action<Assignment, long, CancellationToken> beforeStep, KeptGrainStorage? state = null, short silos = 2) => GridTestCluster.Start(
        azurite,
        new CurveEpochRunner(beforeStep, (assignment, step) => assignment.HyperParameters.Values["lr"].Number * step / 1000),
        state,
        silos);
}
