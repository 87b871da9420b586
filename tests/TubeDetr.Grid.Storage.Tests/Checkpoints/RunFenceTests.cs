using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Time.Testing;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage.Checkpoints;

namespace TubeDetr.Grid.Storage.Tests.Checkpoints;

public sealed class RunFenceTests(AzuriteProcess azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly ExperimentId _experiment = Some.Experiment();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));

    private CheckpointStore Store => new(azurite.Storage, _time);

    [Fact]
    public async Task Acquire_FirstAttempt_HasNothingCommitted()
    {
        await using var fence = await Acquire(1);

        Assert.True(fence.Holds);
        Assert.Null(fence.Manifest.Latest);
    }

    [Fact]
    public async Task Acquire_LaterAttempt_TakesTheLeaseAtOnceAndSeesTheCheckpoint()
    {
        await using var first = await Acquire(1);
        var checkpoint = await Write(1, 10);
        await first.Commit(checkpoint, None);

        await using var second = await Acquire(2);

        Assert.Equal(checkpoint, second.Manifest.Latest);
    }

    [Fact]
    public async Task Commit_AfterALaterAttempt_IsRefusedAndChangesNothing()
    {
        await using var zombie = await Acquire(1);
        await using var second = await Acquire(2);
        var mine = await Write(2, 20);
        await second.Commit(mine, None);

        await Assert.ThrowsAsync<FenceLostException>(async () => await zombie.Commit(await Write(1, 30), None));

        Assert.True(zombie.Lost.IsCancellationRequested);
        Assert.Equal([mine], await Store.List(_experiment, None));
    }

    [Fact]
    public async Task Drop_OneOfTwo_LeavesTheOtherAndALaterAttemptSeesThat()
    {
        await using var first = await Acquire(1);
        var (gone, kept) = (await Write(1, 10), await Write(1, 20));
        await first.Commit(gone, None);
        await first.Commit(kept, None);

        await first.Drop([gone.Blob, "never there"], None);

        Assert.Equal([kept], await Store.List(_experiment, None));
        await using var second = await Acquire(2);
        Assert.Equal([kept], second.Manifest.Checkpoints);
        await Assert.ThrowsAsync<FenceLostException>(() => first.Drop([kept.Blob], None));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    public async Task Acquire_EqualOrEarlierAttempt_IsRefused(int attempt)
    {
        await using (await Acquire(3))
        {
        }

        await Assert.ThrowsAsync<FenceLostException>(() => Acquire(attempt));
    }

    [Fact]
    public async Task Acquire_EarlierAttemptWhileALaterOneHolds_LeavesTheLaterOneItsLease()
    {
        await using var second = await Acquire(2);

        await Assert.ThrowsAsync<FenceLostException>(() => Acquire(1));

        await second.Commit(await Write(2, 20), None);
        Assert.False(second.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Renewal_AfterALaterAttempt_TellsTheLoss()
    {
        await using var zombie = await Acquire(1);
        await using var second = await Acquire(2);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = zombie.Lost.Register(told.SetResult);

        _time.Advance(new FenceOptions().Renewal);

        await told.Task.WaitAsync(TimeSpan.FromSeconds(20), None);
        Assert.False(zombie.Holds);
    }

    [Fact]
    public async Task Holds_TimePassedWithoutRenewal_IsFalseBeforeTheLeaseEnds()
    {
        await using var fence = await Store.Acquire(_experiment, 1, new FenceOptions { Renewal = TimeSpan.FromHours(1) }, None);
        _time.Advance(TimeSpan.FromSeconds(54));
        Assert.True(fence.Holds);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.False(fence.Holds);
    }

    [Fact]
    public async Task Commit_LeaseNotRenewedAndNobodyElseCame_RenewsAndSucceeds()
    {
        await using var fence = await Store.Acquire(_experiment, 1, new FenceOptions { Renewal = TimeSpan.FromHours(1) }, None);
        _time.Advance(TimeSpan.FromMinutes(2));

        await fence.Commit(await Write(1, 10), None);

        Assert.True(fence.Holds);
        Assert.Equal(10, (await Store.ReadHead(_experiment, None))!.Latest!.Step);
    }

    [Fact]
    public async Task Commit_StoreHasForgottenTheLease_TakesItAgain()
    {
        await using var fence = await Acquire(1);
        await Head.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: None);

        await fence.Commit(await Write(1, 10), None);

        Assert.False(fence.Lost.IsCancellationRequested);
        Assert.Equal(10, (await Store.ReadHead(_experiment, None))!.Latest!.Step);
        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => Head.GetBlobLeaseClient().AcquireAsync(TimeSpan.FromSeconds(15), cancellationToken: None));
    }

    [Fact]
    public async Task Commit_SomebodyElseHoldsTheLease_IsRefused()
    {
        await using var fence = await Acquire(1);
        await Head.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: None);
        await Head.GetBlobLeaseClient().AcquireAsync(TimeSpan.FromSeconds(15), cancellationToken: None);

        await Assert.ThrowsAsync<FenceLostException>(async () => await fence.Commit(await Write(1, 10), None));

        Assert.True(fence.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Commit_SameCheckpointTwice_IsListedOnce()
    {
        await using var fence = await Acquire(1);
        var checkpoint = await Write(1, 10);

        await fence.Commit(checkpoint, None);
        await fence.Commit(checkpoint, None);

        Assert.Single(await Store.List(_experiment, None));
    }

    private BlobClient Head => azurite.Service.GetBlobContainerClient("checkpoints").GetBlobClient($"{_experiment.Value}/head");

    private Task<RunFence> Acquire(int attempt) => Store.Acquire(_experiment, attempt, new FenceOptions(), None);

    private Task<CheckpointRecord> Write(int attempt, long step) => Store.Write(_experiment, attempt, 1, step, stream => stream.Write([1, 2]), None);
}
