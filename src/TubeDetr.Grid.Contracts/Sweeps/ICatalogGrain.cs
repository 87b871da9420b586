using System.Collections.Immutable;
using Orleans.Concurrency;

namespace TubeDetr.Grid.Contracts.Sweeps;

/// <summary>The list of all sweeps. Key: <see cref="Key"/>.</summary>
[Alias("tubedetr.ICatalogGrain")]
public interface ICatalogGrain : IGrainWithStringKey
{
    const string Key = "default";

    /// <summary>Adds a sweep; adding it twice changes nothing.</summary>
    [Alias("Add")]
    Task Add(SweepId sweep);

    /// <summary>Reads a sweep as if it were submitted, and stores nothing.</summary>
    [Alias("Preview"), AlwaysInterleave]
    Task<SweepPreview> Preview(string yaml);

    /// <summary>Snapshots of all sweeps, newest first.</summary>
    [Alias("List"), AlwaysInterleave]
    Task<ImmutableArray<SweepSnapshot>> List();
}
