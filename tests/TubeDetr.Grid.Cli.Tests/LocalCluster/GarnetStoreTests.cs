using System.Globalization;
using StackExchange.Redis;
using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Tests.LocalCluster;

public sealed class GarnetStoreTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Start_OnTheFolderOfAStoreThatEnded_HasWhatWasWritten()
    {
        await WithStore(async database => Assert.True(await database.StringSetAsync("key", "value")));

        await WithStore(async database => Assert.Equal("value", await database.StringGetAsync("key")));
    }

    [Fact]
    public async Task Store_RunsTheScriptsOfOrleansProviders() => await WithStore(async database =>
    {
        var written = await database.ScriptEvaluateAsync("redis.call('HSET', KEYS[1], 'etag', ARGV[1]) return redis.call('HGET', KEYS[1], 'etag')", ["state"], ["7"]);

        Assert.Equal("7", (string?)written);
    });

    private async Task WithStore(Func<IDatabase, Task> use)
    {
        var port = new LoopbackPorts(new Dictionary<string, int>(StringComparer.Ordinal)).For("redis");
        await using var store = GarnetStore.Start(_scratch["redis"], port, _scratch["redis.log"]);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"));
        await use(connection.GetDatabase());
    }
}
