using System.Collections.Immutable;
using TubeDetr.Grid.Search.Journal;
using TubeDetr.Grid.Search.Pareto;

namespace TubeDetr.Grid.Search.Samplers;

/// <summary>A journal from the best experiment to the worst; ties by their place, so that the order of the journal does not matter.</summary>
internal static class JournalRanking
{
    /// <summary>
    /// Those that have a result: completed ones before pruned ones, and of these who came further first; then by their cost, with several objectives by fronts, and who
    /// is more alone first.
    /// </summary>
    public static ImmutableArray<Observation> Ranked(IReadOnlyList<Observation> journal)
    {
        var known = journal.Where(HasResult).ToList();
        var ordered = known.Exists(observation => observation.Costs.Length > 1) ? ByFronts([.. known.OrderBy(observation => observation.Index)]) : known.OrderBy(observation => observation.Costs[0]).ThenBy(observation => observation.Index);
        return [.. ordered.OrderBy(observation => observation.State == ObservationState.Completed ? 0 : 1).ThenByDescending(Reached)];
    }

    /// <summary>Those that are no example to follow: still running, so that nobody proposes the same beside them (a constant liar), or failed.</summary>
    public static IEnumerable<Observation> Unranked(IReadOnlyList<Observation> journal) => journal.Where(observation => !HasResult(observation)).OrderBy(observation => observation.Index);

    private static bool HasResult(Observation observation) => observation.State is ObservationState.Completed or ObservationState.Pruned
        && !observation.Costs.IsEmpty && observation.Costs.All(double.IsFinite);

    private static int Reached(Observation observation) => observation.State == ObservationState.Pruned && !observation.Curve.IsEmpty ? observation.Curve[^1].Epoch : 0;

    private static IEnumerable<Observation> ByFronts(List<Observation> known)
    {
        var points = known.Select(observation => observation.Costs).ToList();
        var ranks = ParetoFronts.Ranks(points);
        var crowding = ParetoFronts.Crowding(points, ranks);
        return Enumerable.Range(0, known.Count).OrderBy(place => ranks[place]).ThenByDescending(place => crowding[place]).Select(place => known[place]);
    }
}
