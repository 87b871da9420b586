using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace TubeDetr.Grid.Silo.Hosting;

/// <summary>Looks at the Redis before the silo relies on it: whether it answers, and whether it would remember.</summary>
public sealed partial class RedisCheck(ILogger<RedisCheck> log)
{
    /// <exception cref="UnavailableException">It does not answer.</exception>
    public async Task EnsureReady(ConfigurationOptions configuration, CancellationToken cancellationToken)
    {
        var options = configuration.Clone();
        (options.AbortOnConnectFail, options.AllowAdmin, options.ConnectTimeout, options.ConnectRetry) = (true, true, 3000, 1);
        try
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(cancellationToken);
            await connection.GetDatabase().PingAsync();
            await WarnUnlessPersistent(connection);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw new UnavailableException($"The Redis at {Addresses(configuration)} does not answer ({e.Message.Split('.', '\n')[0]}). Start it, or name another one with --cluster-redis.", e);
        }
    }

    private async Task WarnUnlessPersistent(ConnectionMultiplexer connection)
    {
        foreach (var server in connection.GetServers().Where(server => !server.IsReplica))
        {
            var info = (await server.InfoAsync("persistence")).SelectMany(group => group).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
            if (info.TryGetValue("aof_enabled", out var aof) && aof is "0")
            {
                LogNotPersistent(server.EndPoint.ToString() ?? "");
            }
        }
    }

    private static string Addresses(ConfigurationOptions options) => string.Join(", ", options.EndPoints.Select(endpoint => endpoint.ToString()?.Replace("Unspecified/", "", StringComparison.Ordinal)));

    [LoggerMessage(LogLevel.Critical, "THE REDIS AT {Address} KEEPS NO APPEND-ONLY FILE: sweeps and experiments are lost when it stops. Start it with --appendonly yes.")]
    private partial void LogNotPersistent(string address);
}

/// <summary>Something that the silo needs is not there; the message is a sentence that says what to do.</summary>
public sealed class UnavailableException(string message, Exception? inner = null) : Exception(message, inner);
