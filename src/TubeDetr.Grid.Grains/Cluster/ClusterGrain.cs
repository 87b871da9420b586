using System.Collections.Immutable;
using Orleans.Concurrency;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.HyperParameters;

namespace TubeDetr.Grid.Grains.Cluster;

/// <summary>Answers from the membership table, the scheduler and the hyper-parameter catalog.</summary>
[StatelessWorker]
public sealed class ClusterGrain(IHyperParameterCatalog catalog) : Grain, IClusterGrain
{
    public async Task<ClusterSnapshot> GetSnapshot()
    {
        var hosts = await GrainFactory.GetGrain<IManagementGrain>(0).GetDetailedHosts();
        var pool = await GrainFactory.GetGrain<ISchedulerGrain>(ISchedulerGrain.DefaultPool).GetSnapshot();
        return new ClusterSnapshot([.. LastLives(hosts).Select(ToSnapshot)], pool);
    }

    public async Task<int> Drain(string silo)
    {
        var pool = await GrainFactory.GetGrain<ISchedulerGrain>(ISchedulerGrain.DefaultPool).GetSnapshot();
        var slots = pool.Slots.Where(slot => string.Equals(slot.Silo, silo, StringComparison.Ordinal)).ToList();
        await Task.WhenAll(slots.Select(slot => GrainFactory.GetGrain<ITrainerGrain>(slot.Key).Drain($"silo {silo} is drained")));
        return slots.Count;
    }

    public Task<ImmutableArray<HyperParameterDefinition>> GetHyperParameters() => Task.FromResult(catalog.Definitions);

    /// <summary>A silo that was started again has its earlier lives in the table, too: only the last one is of interest.</summary>
    private static IEnumerable<MembershipEntry> LastLives(IEnumerable<MembershipEntry> hosts) => hosts
        .GroupBy(host => host.SiloName, StringComparer.Ordinal)
        .Select(lives => lives.MaxBy(host => host.StartTime)!)
        .OrderBy(host => host.SiloName, StringComparer.Ordinal);

    private static SiloSnapshot ToSnapshot(MembershipEntry host) => new()
    {
        Address = host.SiloAddress.ToParsableString(),
        Name = host.SiloName,
        Host = host.HostName,
        Status = host.Status.ToString(),
        Started = new DateTimeOffset(DateTime.SpecifyKind(host.StartTime, DateTimeKind.Utc)),
    };
}
