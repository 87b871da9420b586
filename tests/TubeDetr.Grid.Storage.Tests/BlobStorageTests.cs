using System.Globalization;

namespace TubeDetr.Grid.Storage.Tests;

public sealed class BlobStorageTests(AzuriteProcess azurite)
{
    [Fact]
    public async Task EnsureReady_NobodyListens_SaysWhereAndWhatToDo()
    {
        var port = AzuriteProcess.FreePort().ToString(CultureInfo.InvariantCulture);
        var storage = new BlobStorage(new StorageOptions { ConnectionString = $"DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;BlobEndpoint=http://127.0.0.1:{port}/a;", Retries = 0 });

        var fault = await Assert.ThrowsAsync<StorageAwayException>(() => storage.EnsureReady(CancellationToken.None));

        Assert.Contains($"127.0.0.1:{port}", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--storage", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("YQ==", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnsureReady_WrongKey_SaysSo()
    {
        var wrong = azurite.ConnectionString.Replace("Eby8", "Abc8", StringComparison.Ordinal);

        var fault = await Assert.ThrowsAsync<StorageAwayException>(() => new BlobStorage(new StorageOptions { ConnectionString = wrong, Retries = 0 }).EnsureReady(CancellationToken.None));

        Assert.Contains("key", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_NotAConnectionString_ShowsWhatOneLooksLike() =>
        Assert.Contains("AccountName", Assert.Throws<StorageAwayException>(() => new BlobStorage(new StorageOptions { ConnectionString = "localhost:10000" })).Message, StringComparison.Ordinal);

    [Fact]
    public async Task EnsureReady_Twice_ChangesNothing()
    {
        await azurite.Storage.EnsureReady(CancellationToken.None);
        await azurite.Storage.EnsureReady(CancellationToken.None);
    }
}
