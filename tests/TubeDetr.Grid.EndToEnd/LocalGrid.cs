using System.Collections.Immutable;
using System.Globalization;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using StackExchange.Redis;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.EndToEnd;

[assembly: AssemblyFixture(typeof(LocalGrid))]
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace TubeDetr.Grid.EndToEnd;

/// <summary>A real cluster in processes of their own, started once with <c>grid up</c> on an empty folder with a small synthetic data set.</summary>
public sealed class LocalGrid : IAsyncLifetime
{
    private const int Clips = 120;
    private UpProcess? _up;
    private IHost? _client;

    public string Data { get; } = Directory.CreateTempSubdirectory("tubedetr-e2e-").FullName;

    /// <summary>Address of the page, with a slash at its end.</summary>
    public Uri Page => Up.Page;

    public IGrainFactory Grains => (_client ?? throw new InvalidOperationException("The cluster is not up.")).Services.GetRequiredService<IGrainFactory>();

    private UpProcess Up => _up ?? throw new InvalidOperationException("The cluster is not up.");

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var synth = await GridCommand.Call(
            cancellationToken, "data", "synth", "--out", Path.Combine(Data, "datasets", "synthetic"), "--clips", Clips.ToString(CultureInfo.InvariantCulture), "--seed", "7");
        Assert.True(synth.ExitCode == 0, synth.Errors);
        await Start(cancellationToken);
    }

    /// <summary>Stops every process and starts them again on the same folder.</summary>
    public async Task Restart(CancellationToken cancellationToken)
    {
        await Stop();
        await Start(cancellationToken);
    }

    /// <summary>Kills <c>grid up</c> without warning and starts it again on the same folder.</summary>
    public async Task KillAndRestart(CancellationToken cancellationToken)
    {
        await Disconnect();
        await Up.Kill(cancellationToken);
        _up = null;
        await Start(cancellationToken);
    }

    /// <summary>Kills every process at once and starts them again on the same folder.</summary>
    public async Task KillEverythingAndRestart(CancellationToken cancellationToken)
    {
        await Disconnect();
        await Up.KillEverything(cancellationToken);
        _up = null;
        await Start(cancellationToken);
    }

    /// <summary>Submits the YAML through the command line.</summary>
    public async Task<SweepId> Submit(string yaml, CancellationToken cancellationToken)
    {
        var file = Path.Combine(Data, "sweep.yaml");
        await File.WriteAllTextAsync(file, yaml, cancellationToken);
        var created = await GridCommand.Call(cancellationToken, "sweep", "create", file, "--data", Data, "--json");
        return new SweepId(created.Json().GetProperty("id").GetString()!);
    }

    public ISweepGrain Sweep(SweepId id) => Grains.GetGrain<ISweepGrain>(id.Value);

    public IExperimentGrain Experiment(ExperimentId id) => Grains.GetGrain<IExperimentGrain>(id.Value);

    /// <summary>Sends a signal (KILL, STOP, CONT, …) to a silo's process.</summary>
    public Task Signal(string silo, string signal, CancellationToken cancellationToken) => Up.Signal(silo, signal, cancellationToken);

    /// <summary>Halts a silo's process for as long as something lasts, and lets it go on whatever comes of that: the tests after this one have the same cluster.</summary>
    public async Task<T> WhileHung<T>(string silo, Func<Task<T>> something, CancellationToken cancellationToken)
    {
        await Signal(silo, "STOP", cancellationToken);
        try
        {
            return await something();
        }
        finally
        {
            await Signal(silo, "CONT", CancellationToken.None);
        }
    }

    /// <summary>Sends a signal to the blob store's process.</summary>
    public Task SignalStore(string signal, CancellationToken cancellationToken) => Up.SignalStore(signal, cancellationToken);

    /// <summary>Sends a signal to the page's process.</summary>
    public Task SignalPage(string signal, CancellationToken cancellationToken) => Up.SignalPage(signal, cancellationToken);

    /// <summary>The newest checkpoint is in the store as it was written.</summary>
    public async Task PullsLast(ExperimentId id, CancellationToken cancellationToken)
    {
        var pulled = await GridCommand.Call(cancellationToken, "checkpoint", "pull", id.Value, "--last", "-o", Path.Combine(Data, $"{id}.safetensors"), "--data", Data);
        Assert.True(pulled.ExitCode == 0, pulled.Errors);
    }

    /// <summary>The metric rows of an experiment that count.</summary>
    public Task<ImmutableArray<MetricRow>> History(ExperimentId id) => Grains.GetGrain<IMetricsGrain>(id.Value).Read(0);

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(Data, recursive: true);
    }

    private async Task Start(CancellationToken cancellationToken)
    {
        _up = await UpProcess.Start(Data, FreePort(), cancellationToken);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (ClusterIdentity.ServiceId, ClusterIdentity.ClusterId))
            .Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5))
            .AddOutgoingGrainCallFilter<ExpiredCallFilter>()
            .UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(_up.Redis)));
        _client = builder.Build();
        await _client.StartAsync(cancellationToken);
    }

    private async Task Disconnect()
    {
        if (_client is not null)
        {
            await _client.StopAsync();
            _client.Dispose();
            _client = null;
        }
    }

    private async Task Stop()
    {
        await Disconnect();
        if (_up is not null)
        {
            await _up.Stop();
            _up = null;
        }
    }

    /// <summary>Below those that the system gives to outgoing connections: one of these could have the port of a page that was killed when it starts again.</summary>
    public static int FreePort()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(16384, 32768);
            if (!taken.Contains(port))
            {
                return port;
            }
        }
    }
}
