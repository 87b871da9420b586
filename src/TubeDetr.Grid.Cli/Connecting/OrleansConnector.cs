using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using StackExchange.Redis;
using TubeDetr.Grid.Contracts.Cluster;

namespace TubeDetr.Grid.Cli.Connecting;

/// <summary>Connects an Orleans client: first asks the store itself, so that the sentence on failure names what is missing.</summary>
public sealed class OrleansConnector(TimeProvider time) : IGridConnector
{
    private static readonly TimeSpan StoreLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GatewayLimit = TimeSpan.FromSeconds(10);

    public async Task<IGridConnection> Connect(ClusterAddress address, CancellationToken cancellationToken)
    {
        await AskStore(address);
        using var limit = new CancellationTokenSource(GatewayLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var host = Build(address, limit.Token);
        try
        {
            await host.StartAsync(either.Token);
            return new OrleansConnection(host, host.Services.GetRequiredService<IGrainFactory>(), time);
        }
        catch (Exception failure)
        {
            host.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            if (failure is OrleansException or OperationCanceledException or TimeoutException)
            {
                throw CommandFailure.Unreachable(
                    $"The store at {address.Redis} ({address.Origin}) answers, but no silo of the grid is running there. Start one with `./grid up`, or wait if it is just starting.");
            }

            throw;
        }
    }

    private static async Task AskStore(ClusterAddress address)
    {
        try
        {
            await using var store = await ConnectionMultiplexer.ConnectAsync(StoreOptions(address.Redis));
            await store.GetDatabase().PingAsync();
        }
        catch (Exception failure) when (failure is RedisException or ArgumentException or TimeoutException)
        {
            throw CommandFailure.Unreachable(
                $"Nothing that speaks Redis answers at {address.Redis} ({address.Origin}). Start the cluster with `./grid up`, or name another with --redis or --data.");
        }
    }

    private static ConfigurationOptions StoreOptions(string redis)
    {
        var options = ConfigurationOptions.Parse(redis);
        options.AbortOnConnectFail = true;
        options.ConnectRetry = 1;
        options.ConnectTimeout = (int)StoreLimit.TotalMilliseconds;
        return options;
    }

    private IHost Build(ClusterAddress address, CancellationToken limit)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (ClusterIdentity.ServiceId, ClusterIdentity.ClusterId))
            .AddOutgoingGrainCallFilter<ExpiredCallFilter>()
            .UseRedisClustering(options => options.ConfigurationOptions = StoreOptions(address.Redis))
            .UseConnectionRetryFilter(async (_, cancellationToken) =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return !cancellationToken.IsCancellationRequested && !limit.IsCancellationRequested;
            }));
        return builder.Build();
    }
}
