using System.Collections.Concurrent;
using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Live;

/// <summary>Everything that pages can follow, read once per process and shared by all circuits.</summary>
public sealed class LiveGrid : IDisposable
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(2);
    private const int LogLines = 500;
    private readonly ConcurrentDictionary<SweepId, Feed<SweepView>> sweeps = new();
    private readonly ConcurrentDictionary<ExperimentId, Feed<ExperimentSnapshot>> experiments = new();
    private readonly ConcurrentDictionary<ExperimentId, Feed<LogTail>> logs = new();
    private readonly ConcurrentDictionary<ExperimentId, Feed<MetricHistory>> metrics = new();
    private readonly ConcurrentDictionary<PanelKey, Feed<SweepPanel>> panels = new();
    private readonly IGridClient client;
    private readonly Polling polling;
    private readonly TimeProvider time;

    public LiveGrid(IGridClient client, Polling polling, TimeProvider time)
    {
        this.client = client;
        this.polling = polling;
        this.time = time;
        Sweeps = Polled<SweepList>(ListSweeps, SweepList.Same, Often);
        AllExperiments = Polled<ExperimentList>(ListExperiments, ExperimentList.Same, Seldom);
        HyperParameters = Polled<HyperParameterList>(ReadHyperParameters, (_, _) => false, TimeSpan.FromMinutes(1));
        Cluster = Polled<ClusterSnapshot>(ReadCluster, (_, _) => false, Seldom);
    }

    public Feed<SweepList> Sweeps { get; }

    public Feed<ExperimentList> AllExperiments { get; }

    public Feed<ClusterSnapshot> Cluster { get; }

    /// <summary>What every hyper-parameter may be, with its default.</summary>
    public Feed<HyperParameterList> HyperParameters { get; }

    public Feed<SweepView> Sweep(SweepId id) => sweeps.GetOrAdd(id, key => Polled<SweepView>(
        known => client.GetSweep(key, known), SameView, Often, feed => sweeps.TryRemove(KeyValuePair.Create(key, feed))));

    public Feed<ExperimentSnapshot> Experiment(ExperimentId id) => experiments.GetOrAdd(id, key => Polled<ExperimentSnapshot>(
        _ => client.GetExperiment(key), (a, b) => a.Version == b.Version, Often, feed => experiments.TryRemove(KeyValuePair.Create(key, feed))));

    public Feed<MetricHistory> Metrics(ExperimentId id) => metrics.GetOrAdd(id, key => new Feed<MetricHistory>(
        (feed, cancellationToken) => new MetricWatch(client, polling, time).Run(feed, key, cancellationToken),
        time,
        feed => metrics.TryRemove(KeyValuePair.Create(key, feed))));

    public Feed<SweepPanel> Panel(PanelKey key) => panels.GetOrAdd(key, _ => new Feed<SweepPanel>(
        (feed, cancellationToken) => new PanelWatch(client, Sweep(key.Sweep), key, polling, time).Run(feed, cancellationToken),
        time,
        feed => panels.TryRemove(KeyValuePair.Create(key, feed))));

    public Feed<LogTail> Log(ExperimentId id) => logs.GetOrAdd(id, key => Polled<LogTail>(
        async _ => await client.ReadLog(key, LogLines), (a, b) => a.Lines.SequenceEqual(b.Lines), Seldom, feed => logs.TryRemove(KeyValuePair.Create(key, feed))));

    public void Dispose()
    {
        IDisposable[] all = [Sweeps, AllExperiments, Cluster, .. sweeps.Values, .. experiments.Values, .. logs.Values, .. metrics.Values, .. panels.Values, HyperParameters];
        foreach (var feed in all)
        {
            feed.Dispose();
        }
    }

    private Feed<T> Polled<T>(Func<T?, Task<T?>> read, Func<T, T, bool> same, TimeSpan every, Action<Feed<T>>? forget = null)
        where T : class =>
        new((feed, cancellationToken) => polling.Run(feed, read, same, every, cancellationToken), time, forget);

    private async Task<SweepList?> ListSweeps(SweepList? known) => new(await client.ListSweeps());

    private async Task<HyperParameterList?> ReadHyperParameters(HyperParameterList? known) => new(await client.GetHyperParameters());

    private async Task<ClusterSnapshot?> ReadCluster(ClusterSnapshot? known) => await client.GetCluster();

    private async Task<ExperimentList?> ListExperiments(ExperimentList? known)
    {
        var all = await client.ListSweeps();
        var views = await Task.WhenAll(all.Select(sweep => client.GetSweep(sweep.Id, known?.Sweeps.FirstOrDefault(view => view.Sweep.Id == sweep.Id))));
        return new ExperimentList([.. views.OfType<SweepView>()]);
    }

    private static bool SameView(SweepView a, SweepView b) =>
        a.Sweep.Version == b.Sweep.Version && a.Experiments.Select(e => e.Version).SequenceEqual(b.Experiments.Select(e => e.Version));
}

/// <summary>All hyper-parameters.</summary>
public sealed record HyperParameterList(ImmutableArray<HyperParameterDefinition> Definitions);

/// <summary>All sweeps, newest first.</summary>
public sealed record SweepList(ImmutableArray<SweepSnapshot> Sweeps)
{
    public static bool Same(SweepList a, SweepList b) =>
        a.Sweeps.Select(s => (s.Id, s.Version)).SequenceEqual(b.Sweeps.Select(s => (s.Id, s.Version)));
}

/// <summary>All sweeps with their experiments, newest sweep first.</summary>
public sealed record ExperimentList(ImmutableArray<SweepView> Sweeps)
{
    public static bool Same(ExperimentList a, ExperimentList b) => Versions(a).SequenceEqual(Versions(b));

    private static IEnumerable<(string Id, long Version)> Versions(ExperimentList list) =>
        list.Sweeps.SelectMany(view => view.Experiments.Select(experiment => (experiment.Id.Value, experiment.Version)).Prepend((view.Sweep.Id.Value, view.Sweep.Version)));
}
