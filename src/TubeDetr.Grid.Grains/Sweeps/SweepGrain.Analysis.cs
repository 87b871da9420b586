using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Importance;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <content>What its experiments tell together.</content>
public sealed partial class SweepGrain
{
    private (ImmutableArray<ImportanceSample> Samples, SweepImportance Importance)? _importance;

    public async Task<SweepImportance?> Importance(string? metric)
    {
        var rows = await ListExperiments();
        if (rows.IsEmpty)
        {
            return null;
        }

        var name = metric ?? state.State.Objective.Metric;
        var samples = SweepAnalysis.Samples(rows, name);
        if (_importance is { } known && string.Equals(known.Importance.Metric, name, StringComparison.Ordinal) && known.Samples.SequenceEqual(samples))
        {
            return known.Importance;
        }

        // A forest may take seconds, and this activation has other things to do.
        var space = _search.Space;
        var importance = await Task.Run(() => ImportanceAnalysis.Of(space, name, samples));
        _importance = (samples, importance);
        return importance;
    }

    public async Task<ParetoSnapshot?> Pareto(ImmutableArray<Objective> objectives)
    {
        var rows = await ListExperiments();
        return rows.IsEmpty ? null : SweepAnalysis.Pareto(rows, objectives.IsEmpty ? _search.Objectives : objectives);
    }
}
