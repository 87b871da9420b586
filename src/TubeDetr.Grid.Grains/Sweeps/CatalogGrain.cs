using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <summary>Knows which sweeps there are.</summary>
public sealed class CatalogGrain([PersistentState("catalog", GridStorage.Name)] IPersistentState<CatalogRecord> state) : Grain, ICatalogGrain
{
    public async Task Add(SweepId sweep)
    {
        if (state.State.Sweeps.Contains(sweep))
        {
            return;
        }

        var before = state.State;
        state.State = new CatalogRecord { Sweeps = before.Sweeps.Add(sweep) };
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            state.State = before;
            throw;
        }
    }

    public async Task<ImmutableArray<SweepSnapshot>> List()
    {
        var snapshots = await Task.WhenAll(state.State.Sweeps.Select(sweep => GrainFactory.GetGrain<ISweepGrain>(sweep.Value).GetSnapshot()));
        return [.. snapshots.OfType<SweepSnapshot>().OrderByDescending(sweep => sweep.Created)];
    }
}

/// <summary>What is kept of the catalog.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.CatalogRecord")]
public sealed record CatalogRecord
{
    [Id(0)] public ImmutableArray<SweepId> Sweeps { get; init; } = [];
}
