using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Persistence;
using Orleans.Serialization;
using Orleans.Storage;
using StackExchange.Redis;
using TubeDetr.Grid.Grains;
using TubeDetr.Grid.Grains.HyperParameters;
using TubeDetr.Grid.Grains.Trainers;
using TubeDetr.Grid.Silo.Training;
using TubeDetr.Grid.Storage;

namespace TubeDetr.Grid.Silo.Hosting;

/// <summary>Puts a silo together.</summary>
public static class SiloHost
{
    /// <param name="slots">The slots of this silo; none: it trains nothing.</param>
    /// <param name="addRunner">Adds the <see cref="IEpochRunner"/> that computes in them.</param>
    public static IHost Build(SiloArguments arguments, IReadOnlyCollection<SlotDescription> slots, Action<IServiceCollection> addRunner)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(10));
        AddLogging(builder.Logging);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(arguments);
        builder.Services.AddSingleton(new StorageOptions { ConnectionString = arguments.Storage });
        builder.Services.AddSingleton<IHyperParameterCatalog, OptionCatalog>();
        addRunner(builder.Services);
        if (arguments.OutputLog.Length > 0)
        {
            builder.Services.AddSingleton<IAttemptJournal>(provider => new FileJournal(arguments.OutputLog, provider.GetRequiredService<ILogger<FileJournal>>()));
        }

        builder.Services.AddSingleton<RedisCheck>();
        builder.UseOrleans(silo =>
        {
            AddCluster(silo, arguments);
            AddState(silo, Redis(arguments));
            silo.AddGrid(slots).AddActivityPropagation();
            silo.AddDashboard(options => options.HideTrace = true);
        });
        return builder.Build();
    }

    public static ConfigurationOptions Redis(SiloArguments arguments)
    {
        var options = ConfigurationOptions.Parse(arguments.ClusterRedis);
        options.AbortOnConnectFail = false;
        return options;
    }

    private static void AddLogging(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat, console.UseUtcTimestamp) = (true, "HH:mm:ss.fff ", true));
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("TubeDetr", LogLevel.Information);

        // They advise the server garbage collector, which would take memory from the training, and warn of their own first check.
        logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
        logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);

        // When a silo dies, each of these tells of every message that was on its way; what matters is told by those who sent them.
        foreach (var category in (string[])["Polly", "Orleans.Grain", "Orleans.Messaging", "Orleans.Runtime.Messaging", "Orleans.Runtime.GrainDirectory", "Orleans.Runtime.Metadata", "Orleans.Runtime.GrainCallCancellationManager"])
        {
            logging.AddFilter(category, LogLevel.Critical);
        }
    }

    /// <summary>A silo that was killed is noticed within a few seconds; one that hangs within six.</summary>
    private static void AddCluster(ISiloBuilder silo, SiloArguments arguments)
    {
        var address = Address(arguments.Host);
        silo.UseRedisClustering(options => options.ConfigurationOptions = Redis(arguments));
        silo.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (arguments.ServiceId, arguments.ClusterId));
        silo.Configure<SiloOptions>(options => options.SiloName = arguments.Name);
        silo.Configure<EndpointOptions>(options =>
        {
            (options.AdvertisedIPAddress, options.SiloPort, options.GatewayPort) = (address, arguments.SiloPort, arguments.GatewayPort);
            options.SiloListeningEndpoint = new IPEndPoint(address, arguments.SiloPort);
            options.GatewayListeningEndpoint = new IPEndPoint(address, arguments.GatewayPort);
        });
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = TimeSpan.FromSeconds(1);
            options.MaxProbeTimeout = TimeSpan.FromSeconds(2);
            options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
            options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            options.DefunctSiloExpiration = TimeSpan.FromHours(1);
        });
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(30));
    }

    private static IPAddress Address(string host)
    {
        try
        {
            return Dns.GetHostAddresses(host, AddressFamily.InterNetwork)[0];
        }
        catch (SocketException e)
        {
            throw new UnavailableException($"--host {host} is no address of this machine ({e.Message}).", e);
        }
    }

    /// <summary>Orleans' own serializer: fields go by their [Id], so a record can grow without losing what is stored.</summary>
    private static void AddState(ISiloBuilder silo, ConfigurationOptions redis)
    {
        silo.AddRedisGrainStorage(GridStorage.Name, options => options.Configure<Serializer>((storage, serializer) =>
        {
            storage.ConfigurationOptions = redis;
            storage.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
        }));
        silo.UseRedisReminderService(options => options.ConfigurationOptions = redis);
    }
}
