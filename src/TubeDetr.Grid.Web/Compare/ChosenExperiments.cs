using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Curves;

namespace TubeDetr.Grid.Web.Compare;

/// <summary>What a person has chosen on the pages of sweeps, one after the other, so that experiments of different sweeps come together. Lives as long as the page in the browser.</summary>
public sealed record ChosenExperiments
{
    private ImmutableSortedDictionary<string, ImmutableArray<ExperimentId>> BySweep { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<ExperimentId>>(StringComparer.Ordinal);

    /// <summary>As many as can be compared.</summary>
    public CompareState State => new() { Experiments = [.. BySweep.Values.SelectMany(chosen => chosen).Take(CompareState.Most)] };

    /// <summary>What an address says: that of a sweep, which of its experiments are chosen; that of a comparison, all.</summary>
    /// <param name="path">Relative to the site's root, with its query.</param>
    /// <param name="uri">The whole address.</param>
    public ChosenExperiments At(string path, string uri)
    {
        if (path.StartsWith("compare", StringComparison.Ordinal))
        {
            return CompareState.Read(uri).Experiments is { IsEmpty: false } compared
                ? new() { BySweep = compared.GroupBy(experiment => experiment.Sweep.Value, StringComparer.Ordinal).ToImmutableSortedDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal) }
                : this;
        }

        if (path.Split('/', '?') is not ["sweeps", var sweep, ..] || sweep is "new")
        {
            return this;
        }

        var chosen = PageState.Read(uri).Exploration.ChosenPlaces.Select(place => ExperimentId.Of(new SweepId(sweep), place)).ToImmutableArray();
        return this with { BySweep = chosen.IsEmpty ? BySweep.Remove(sweep) : BySweep.SetItem(sweep, chosen) };
    }
}
