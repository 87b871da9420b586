using Orleans.Configuration;
using Orleans.Runtime;
using StackExchange.Redis;
using TubeDetr.Grid.Contracts.Cluster;

namespace TubeDetr.Grid.Web.Reading;

/// <summary>
/// Connects to the cluster in the background, for as long as it takes, so that the page serves and says how things stand before the first silo
/// is up. Afterwards the client finds new gateways by itself.
/// </summary>
public sealed partial class GridConnection(WebOptions options, ILoggerFactory loggers, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(2);
    private readonly ILogger<GridConnection> logger = loggers.CreateLogger<GridConnection>();
    private IClusterClient? client;
    private string? said;

    public event EventHandler? Changed;

    public ConnectionStatus Status { get; private set; } = new(ConnectionState.Connecting, time.GetUtcNow());

    /// <exception cref="GridAwayException">No silo was reachable yet.</exception>
    public IClusterClient Client =>
        client ?? throw new GridAwayException($"No silo has announced itself at {options.ClusterRedis} yet.");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var services = BuildClient();
        var lifecycle = services.GetServices<IHostedService>().ToArray();
        try
        {
            foreach (var service in lifecycle)
            {
                await service.StartAsync(stoppingToken);
            }

            client = services.GetRequiredService<IClusterClient>();
            Set(ConnectionState.Live);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The page's process ends.
        }

        if (client is not null)
        {
            client = null;
            foreach (var service in lifecycle.Reverse())
            {
                await service.StopAsync(CancellationToken.None);
            }
        }
    }

    /// <summary>The client with services of its own: inside the page's host it would hold up the start until a silo answers.</summary>
    private ServiceProvider BuildClient()
    {
        var services = new ServiceCollection();
        services.AddSingleton(loggers);
        services.AddLogging();
        services.AddOrleansClient(orleans =>
        {
            orleans.Configure<ClusterOptions>(cluster =>
            {
                cluster.ServiceId = options.ServiceId;
                cluster.ClusterId = options.ClusterId;
            });
            orleans.AddOutgoingGrainCallFilter<ExpiredCallFilter>();
            orleans.UseRedisClustering(redis => redis.ConfigurationOptions = ConfigurationOptions.Parse(options.ClusterRedis));
            orleans.UseConnectionRetryFilter(Retry);
            orleans.AddClusterConnectionLostHandler((_, _) => Set(ConnectionState.Reconnecting));
            orleans.AddGatewayCountChangedHandler((_, e) => Set(e.NumberOfConnectedGateways > 0 ? ConnectionState.Live : ConnectionState.Reconnecting));
        });
        return services.BuildServiceProvider();
    }

    private async Task<bool> Retry(Exception fault, CancellationToken cancellationToken)
    {
        if (!string.Equals(said, fault.Message, StringComparison.Ordinal))
        {
            said = fault.Message;
            Waiting(logger, options.ClusterRedis, said);
        }

        await Task.Delay(RetryEvery, time, cancellationToken);
        return true;
    }

    private void Set(ConnectionState state)
    {
        if (Status.State != state)
        {
            Status = new ConnectionStatus(state, time.GetUtcNow());
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "No silo reachable through {Store} yet, trying again every two seconds: {Fault}")]
    private static partial void Waiting(ILogger logger, string store, string fault);
}
