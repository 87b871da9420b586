using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.HyperParameters;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <summary>Knows which sweeps there are.</summary>
public sealed class CatalogGrain(
    [PersistentState("catalog", GridStorage.Name)] IPersistentState<CatalogRecord> state, IHyperParameterCatalog catalog) : Grain, ICatalogGrain
{
    /// <summary>So many of the newest sweeps are asked how long their experiments took.</summary>
    private const int Remembered = 20;

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

    public async Task<SweepPreview> Preview(string yaml)
    {
        var rows = await Task.WhenAll((await List()).Take(Remembered).Select(sweep => GrainFactory.GetGrain<ISweepGrain>(sweep.Id.Value).ListExperiments()));
        return SweepForecast.Of(yaml, catalog, [.. rows.SelectMany(experiments => experiments)]);
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
