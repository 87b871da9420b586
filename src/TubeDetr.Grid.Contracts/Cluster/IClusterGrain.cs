using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;

namespace TubeDetr.Grid.Contracts.Cluster;

/// <summary>What the cluster is made of, for people. Key: <see cref="Key"/>.</summary>
[Alias("tubedetr.IClusterGrain")]
public interface IClusterGrain : IGrainWithStringKey
{
    const string Key = "default";

    /// <summary>Silos, slots and the queue.</summary>
    [Alias("GetSnapshot")]
    Task<ClusterSnapshot> GetSnapshot();

    /// <summary>
    /// The slots of a silo take nothing any more, until it is started again, and what they train goes on elsewhere from a last checkpoint. Returns at once: the slots are
    /// idle when the snapshot says so. Calling it again changes nothing.
    /// </summary>
    /// <param name="silo">Its name for people.</param>
    /// <returns>How many slots it has; 0 when there is no such silo, or it has none.</returns>
    [Alias("Drain")]
    Task<int> Drain(string silo);

    /// <summary>All hyper-parameters that an experiment may set.</summary>
    [Alias("GetHyperParameters")]
    Task<ImmutableArray<HyperParameterDefinition>> GetHyperParameters();
}

/// <summary>Silos, slots and the queue at one moment.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.ClusterSnapshot")]
public sealed record ClusterSnapshot([property: Id(0)] ImmutableArray<SiloSnapshot> Silos, [property: Id(1)] PoolSnapshot Pool);

/// <summary>One silo of the cluster's membership.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.SiloSnapshot")]
public sealed record SiloSnapshot
{
    [Id(0)] public required string Address { get; init; }

    [Id(1)] public required string Name { get; init; }

    [Id(2)] public required string Host { get; init; }

    /// <summary>Orleans' word for it: Active, ShuttingDown, Dead, …</summary>
    [Id(3)] public required string Status { get; init; }

    [Id(4)] public required DateTimeOffset Started { get; init; }
}
