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
