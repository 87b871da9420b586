using System.Security.Cryptography;
using TubeDetr.Grid.Storage.Checkpoints;

namespace TubeDetr.Grid.Storage.Tests.Checkpoints;

public sealed class CheckpointStoreTests(AzuriteProcess azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly CheckpointStore _store = new(azurite.Storage, TimeProvider.System);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8 * 1024 * 1024)]
    [InlineData((17 * 1024 * 1024) + 3)]
    public async Task Write_AnyLength_ComesBackWithItsHash(int length)
    {
        var bytes = Some.Bytes(length);

        var record = await _store.Write(Some.Experiment(), 2, 3, 40, stream => stream.Write(bytes), None);

        Assert.Equal(length, record.Length);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), record.Sha256);
        Assert.EndsWith("/2-3-40", record.Blob, StringComparison.Ordinal);
        await using var stream = await _store.OpenVerified(record, None);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, None);
        Assert.Equal(bytes, copy.ToArray());
    }

    [Fact]
    public async Task Write_WriterThrows_LeavesNoBlob()
    {
        var experiment = Some.Experiment();

        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.Write(experiment, 1, 1, 1, Break, None));

        Assert.False(await azurite.Service.GetBlobContainerClient("checkpoints").GetBlobClient($"{experiment}/1-1-1").ExistsAsync(None));

        static void Break(Stream stream)
        {
            stream.Write(new byte[9 * 1024 * 1024]);
            throw new InvalidOperationException("out of paper");
        }
    }

    [Fact]
    public async Task OpenVerified_OtherBytes_Refuses()
    {
        var record = await _store.Write(Some.Experiment(), 1, 1, 1, stream => stream.Write([1, 2, 3]), None);

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => _store.OpenVerified(record with { Sha256 = new string('0', 64) }, None));

        Assert.Contains(record.Blob, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenVerified_OtherLength_Refuses()
    {
        var record = await _store.Write(Some.Experiment(), 1, 1, 1, stream => stream.Write([1, 2, 3]), None);

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => _store.OpenVerified(record with { Length = 4 }, None));

        Assert.Contains("3 bytes, not 4", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_ToAnotherExperiment_OutlivesItsSource()
    {
        var bytes = Some.Bytes(9 * 1024 * 1024);
        var record = await _store.Write(Some.Experiment(), 3, 2, 40, stream => stream.Write(bytes), None);
        var fork = Some.Experiment();

        var copy = await _store.Copy(record, fork, None);
        var again = await _store.Copy(record, fork, None);
        await azurite.Service.GetBlobContainerClient("checkpoints").DeleteBlobAsync(record.Blob, cancellationToken: None);

        Assert.Equal($"{fork}/0-2-40", copy.Blob);
        Assert.Equal((0, 2, 40L, record.Length, record.Sha256), (copy.Attempt, copy.Epoch, copy.Step, copy.Length, copy.Sha256));
        Assert.Equal(copy.Blob, again.Blob);
        await using var stream = await _store.OpenVerified(copy, None);
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, None);
        Assert.Equal(bytes, read.ToArray());
    }

    [Fact]
    public async Task Copy_NoBlob_SaysWhich()
    {
        var record = await _store.Write(Some.Experiment(), 1, 1, 1, stream => stream.Write([1]), None);

        var fault = await Assert.ThrowsAsync<FileNotFoundException>(() => _store.Copy(record with { Blob = "nobody/1-1-1" }, Some.Experiment(), None));

        Assert.Contains("nobody/1-1-1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenRead_NoBlob_SaysWhich()
    {
        var record = await _store.Write(Some.Experiment(), 1, 1, 1, stream => stream.Write([1]), None);

        var fault = await Assert.ThrowsAsync<FileNotFoundException>(() => _store.OpenRead(record with { Blob = "nobody/1-1-1" }, None));

        Assert.Contains("nobody/1-1-1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_UncommittedCheckpoint_IsNotThere()
    {
        var experiment = Some.Experiment();
        var committed = await _store.Write(experiment, 1, 1, 10, stream => stream.Write([1]), None);
        await using (var fence = await _store.Acquire(experiment, 1, new FenceOptions(), None))
        {
            await fence.Commit(committed, None);
        }

        await _store.Write(experiment, 1, 2, 20, stream => stream.Write([2]), None);

        Assert.Equal([committed], await _store.List(experiment, None));
    }

    [Fact]
    public async Task ReadHead_NoExperiment_IsNull() => Assert.Null(await _store.ReadHead(Some.Experiment(), None));
}
