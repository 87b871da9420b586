using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage.Checkpoints;

namespace TubeDetr.Grid.Storage.Tests.Checkpoints;

public sealed class CheckpointSweepTests(AzuriteProcess azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly CheckpointStore _store = new(azurite.Storage, TimeProvider.System);
    private readonly ExperimentId _experiment = Some.Experiment();

    [Fact]
    public async Task Delete_UploadOfASupersededAttempt_GoesAndWhatCountsStays()
    {
        var (kept, left, present) = await LostInMidCommit();

        var found = await Sweep(TimeProvider.System).Find(Record(), None);
        var deleted = await Sweep(TimeProvider.System).Delete(Record(), None);

        Assert.Equal([left.Blob], found.Select(loose => loose.Blob));
        Assert.Equal(found, deleted);
        Assert.False(await Exists(left));
        Assert.True(await Exists(kept));
        Assert.True(await Exists(present), "the present attempt may still commit it");
        Assert.Empty(await Sweep(TimeProvider.System).Find(Record(), None));
    }

    [Fact]
    public async Task Find_UploadNobodyCommitsForHours_IsLoose()
    {
        var (_, left, present) = await LostInMidCommit();

        var found = await Sweep(new LaterTime(CheckpointSweep.LongestWait * 2)).Find(Record(), None);

        Assert.Equal([left.Blob, present.Blob], found.Select(loose => loose.Blob));
    }

    [Fact]
    public async Task Find_BlobThatTheRecordNames_IsNotLoose()
    {
        var (_, left, _) = await LostInMidCommit();

        Assert.Empty(await Sweep(TimeProvider.System).Find(Record(left.Blob), None));
    }

    [Fact]
    public async Task Find_ExperimentThatIsNotKnown_IsLeftAlone()
    {
        await LostInMidCommit();

        Assert.Empty(await Sweep(TimeProvider.System).Find(_ => Task.FromResult<NamedCheckpoints?>(null), None));
    }

    [Fact]
    public async Task Find_CopyForAFork_IsNotLoose()
    {
        var (kept, left, _) = await LostInMidCommit();
        await _store.Copy(kept, _experiment, None);

        Assert.Equal([left.Blob], (await Sweep(TimeProvider.System).Find(Record(), None)).Select(loose => loose.Blob));
    }

    [Fact]
    public async Task Delete_LetGoAndNoAttemptHoldsTheHead_GoesFromHeadAndStore()
    {
        var (gone, kept) = (await Write(1, 10), await Write(1, 20));
        await using (var fence = await _store.Acquire(_experiment, 1, new FenceOptions(), None))
        {
            await fence.Commit(gone, None);
            await fence.Commit(kept, None);
            Assert.Empty(await Sweep(TimeProvider.System).Delete(Record([kept.Blob], [gone.Blob]), None));
        }

        var deleted = await Sweep(TimeProvider.System).Delete(Record([kept.Blob], [gone.Blob]), None);

        Assert.Equal([gone.Blob], deleted.Select(loose => loose.Blob));
        Assert.False(await Exists(gone));
        Assert.Equal([kept], await _store.List(_experiment, None));
        await using var next = await _store.Acquire(_experiment, 2, new FenceOptions(), None);
        await next.Commit(await Write(2, 30), None);
    }

    /// <summary>Attempt 1 commits one checkpoint and dies before it commits the next; attempt 2 has uploaded one and not committed it yet.</summary>
    private async Task<(CheckpointRecord Kept, CheckpointRecord Left, CheckpointRecord Present)> LostInMidCommit()
    {
        var kept = await Write(1, 10);
        await using (var first = await _store.Acquire(_experiment, 1, new FenceOptions(), None))
        {
            await first.Commit(kept, None);
        }

        var left = await Write(1, 20);
        await using var second = await _store.Acquire(_experiment, 2, new FenceOptions(), None);
        return (kept, left, await Write(2, 20));
    }

    private Task<CheckpointRecord> Write(int attempt, long step) => _store.Write(_experiment, attempt, (int)step / 10, step, stream => stream.Write([1, 2, 3]), None);

    private async Task<bool> Exists(CheckpointRecord checkpoint) =>
        await azurite.Service.GetBlobContainerClient("checkpoints").GetBlobClient(checkpoint.Blob).ExistsAsync(None);

    private CheckpointSweep Sweep(TimeProvider time) => new(azurite.Storage, time);

    /// <summary>This test's experiment alone is known; others' blobs are in the same store.</summary>
    private Func<ExperimentId, Task<NamedCheckpoints?>> Record(params string[] blobs) => Record(blobs, []);

    private Func<ExperimentId, Task<NamedCheckpoints?>> Record(string[] kept, string[] letGo) =>
        experiment => Task.FromResult(experiment == _experiment ? new NamedCheckpoints(kept, letGo) : null);

    private sealed class LaterTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
