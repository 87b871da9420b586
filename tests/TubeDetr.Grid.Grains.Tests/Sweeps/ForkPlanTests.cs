using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.Experiments;
using TubeDetr.Grid.Grains.Sweeps;

namespace TubeDetr.Grid.Grains.Tests.Sweeps;

public sealed class ForkPlanTests
{
    private static readonly ExperimentSnapshot Source = (ExperimentRecord.Create(Some.Spec(), Some.Time) with
    {
        Checkpoints = [Some.Checkpoint(1), Some.Checkpoint(2), Some.Checkpoint(4)],
    }).ToSnapshot()!;

    [Fact]
    public void Read_OtherValueFromAnEpoch_KeepsTheRestAndTheLineage()
    {
        var plan = Read(2, ("lr", "0.5"));

        Assert.Empty(plan.Errors);
        Assert.Equal((4, 0.5, new ExperimentOrigin(Source.Id, Some.Checkpoint(2))), (plan.Epochs, plan.HyperParameters.Values["lr"].Number, plan.Origin));
        Assert.Equal(["lr"], plan.Changed);
    }

    [Fact]
    public void Read_MoreEpochs_GoesOnFromTheNewestCheckpoint() => Assert.Equal((9, 4), (Read(null, ("epochs", "9")).Epochs, Read(null, ("epochs", "9")).Origin!.Checkpoint.Epoch));

    [Fact]
    public void Read_EverythingWrong_IsSaidAtOnce()
    {
        var plan = Read(3, ("lr", "fast"), ("dropuot", "0.1"));

        Assert.Null(plan.Origin);
        Assert.Equal(
            ["lr: takes a number, not fast", "there is no hyper-parameter dropuot; did you mean dropout?", "s1-01 has no checkpoint of epoch 3; it has those of 1, 2, 4"],
            plan.Errors);
    }

    [Fact]
    public void Read_NoEpochLeft_IsRefused() =>
        Assert.Equal("epochs: is 4, but the checkpoint has trained 4 already: set epochs to more", Assert.Single(Read(null).Errors));

    private static ForkPlan Read(int? epoch, params IEnumerable<(string Name, string Text)> changes) => ForkPlan.Read(
        new ForkRequest { Source = Source.Id, Epoch = epoch, Changes = [.. changes.Select(change => KeyValuePair.Create(change.Name, change.Text))] }, Source, Some.Catalog);
}
