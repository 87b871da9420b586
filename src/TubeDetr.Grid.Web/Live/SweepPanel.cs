using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Web.Live;

/// <summary>Which panel: pages that show the same share it.</summary>
public readonly record struct PanelKey(SweepId Sweep, string Metric);

/// <summary>One metric of the experiments of a sweep that do not train, each curve thinned out to what a panel can show. Immutable.</summary>
public sealed class SweepPanel
{
    private SweepPanel(CurveOverview overview, ImmutableDictionary<ExperimentId, Series> curves)
    {
        Overview = overview;
        Curves = curves;
    }

    public static SweepPanel Empty { get; } = new(CurveOverview.Empty, ImmutableDictionary<ExperimentId, Series>.Empty);

    /// <summary>What was read, as it is saved.</summary>
    public CurveOverview Overview { get; }

    /// <summary>Empty for experiments that never measured the metric.</summary>
    public ImmutableDictionary<ExperimentId, Series> Curves { get; }

    public static SweepPanel Of(CurveOverview overview) =>
        new(overview, overview.Curves.ToImmutableDictionary(curve => curve.Key, curve => Series.Of(curve.Value.Points)));

    public SweepPanel With(IEnumerable<KeyValuePair<ExperimentId, OverviewCurve>> read)
    {
        var all = read.ToArray();
        return new(
            new CurveOverview(Overview.Curves.SetItems(all)),
            Curves.SetItems(all.Select(curve => KeyValuePair.Create(curve.Key, Series.Of(curve.Value.Points)))));
    }

    /// <summary>The experiments that do not train now and whose curves are not here, or are those of an earlier time.</summary>
    public ImmutableArray<ExperimentSnapshot> Missing(IEnumerable<ExperimentSnapshot> experiments) =>
        [.. experiments.Where(experiment => experiment.Attempt > 0 && !Trains(experiment) && !Has(experiment))];

    /// <summary>Rows come in, so it is followed row by row instead.</summary>
    public static bool Trains(ExperimentSnapshot experiment) => experiment.State is ExperimentState.Running or ExperimentState.Stopping;

    public bool Has(ExperimentSnapshot experiment) =>
        Overview.Curves.TryGetValue(experiment.Id, out var curve) && curve.Attempt == experiment.Attempt && curve.Step == experiment.Step;
}
