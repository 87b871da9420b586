using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Rows;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>Chooses how experiments appear among the curves.</summary>
public static class CurveLines
{
    /// <summary>
    /// One line per experiment in the order of proposal. Of more than <see cref="ExperimentColour.MostColours"/> only the best keep their colour, and those that a person
    /// has given one; the rest are grey, and drawn first so that they stay behind.
    /// </summary>
    public static ImmutableArray<CurveLine> Of(IReadOnlyCollection<ExperimentRow> shown, ImmutableArray<string> differing, Objective objective)
    {
        var coloured = Best(shown, objective);
        return [.. shown
            .OrderBy(row => coloured.Contains(row.Now.Id))
            .ThenBy(row => row.Index)
            .Select(row => new CurveLine(
                row.Now.Id,
                row.Name,
                coloured.Contains(row.Now.Id) ? row.Colour : ExperimentColour.Grey,
                row.Details(differing),
                row.Now.Started ?? row.Now.Created))];
    }

    private static ImmutableHashSet<ExperimentId> Best(IReadOnlyCollection<ExperimentRow> shown, Objective objective) => shown.Count <= ExperimentColour.MostColours
        ? [.. shown.Select(row => row.Now.Id)]
        : [.. shown
            .OrderBy(row => row.Now.BestValue is null)
            .ThenBy(row => (objective.Maximize ? -1 : 1) * (row.Now.BestValue ?? 0))
            .Take(ExperimentColour.MostColours)
            .Concat(shown.Where(row => row.Now.Colour is not null))
            .Select(row => row.Now.Id)];
}
