using System.Collections.Immutable;

namespace TubeDetr.Grid.Search.Pareto;

/// <summary>
/// Which points no other one beats, for any number of costs, less being better. A point with a cost that is not finite is compared with nobody and stands behind all.
/// </summary>
public static class ParetoFronts
{
    /// <summary>True when no cost of the first is greater, and at least one is less.</summary>
    public static bool Dominates(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        var less = false;
        for (var at = 0; at < one.Length; at++)
        {
            if (one[at] > other[at])
            {
                return false;
            }

            less |= one[at] < other[at];
        }

        return less;
    }

    /// <summary>
    /// The number of each point's front: 0 for those that nobody dominates, 1 for those that are so once front 0 is taken away, and so on; null for incomplete points.
    /// Equal points share their front.
    /// </summary>
    /// <remarks>Efficient non-dominated sort with binary search (Zhang et al., IEEE Transactions on Evolutionary Computation 19, 2015).</remarks>
    public static int?[] Ranks(IReadOnlyList<ImmutableArray<double>> points)
    {
        var ranks = new int?[points.Count];
        var fronts = new List<List<int>>();

        // In this order no point is dominated by a later one, so a point belongs to the first front that does not dominate it.
        foreach (var place in Enumerable.Range(0, points.Count).Where(place => IsComplete(points[place])).OrderBy(place => points[place], Lexicographic.Order))
        {
            var rank = FirstThatDoesNotDominate(fronts, place, points);
            if (rank == fronts.Count)
            {
                fronts.Add([]);
            }

            fronts[rank].Add(place);
            ranks[place] = rank;
        }

        return ranks;
    }

    /// <summary>
    /// How alone each point is among those of its front: the sum over the costs of the distance between its neighbours, as a part of the front's extent; infinite at the
    /// ends; 0 for incomplete points. (Deb et al., NSGA-II, 2002.)
    /// </summary>
    public static double[] Crowding(IReadOnlyList<ImmutableArray<double>> points, IReadOnlyList<int?> ranks)
    {
        var crowding = new double[points.Count];
        foreach (var front in Enumerable.Range(0, points.Count).Where(place => ranks[place] is not null).GroupBy(place => ranks[place]))
        {
            for (var cost = 0; cost < points[front.First()].Length; cost++)
            {
                Spread([.. front.OrderBy(place => points[place][cost])], cost, points, crowding);
            }
        }

        return crowding;
    }

    private static void Spread(int[] front, int cost, IReadOnlyList<ImmutableArray<double>> points, double[] crowding)
    {
        crowding[front[0]] = crowding[front[^1]] = double.PositiveInfinity;
        var extent = points[front[^1]][cost] - points[front[0]][cost];
        for (var at = 1; extent > 0 && at < front.Length - 1; at++)
        {
            crowding[front[at]] += (points[front[at + 1]][cost] - points[front[at - 1]][cost]) / extent;
        }
    }

    private static bool IsComplete(ImmutableArray<double> point) => point.All(double.IsFinite);

    private static int FirstThatDoesNotDominate(List<List<int>> fronts, int place, IReadOnlyList<ImmutableArray<double>> points)
    {
        var (low, high) = (0, fronts.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = IsDominated(fronts[middle], place, points) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Newest first: of two costs, the last one that came has the least second cost, so it alone decides.</summary>
    private static bool IsDominated(List<int> front, int place, IReadOnlyList<ImmutableArray<double>> points)
    {
        var last = points[place].Length <= 2 ? front.Count - 1 : 0;
        for (var at = front.Count - 1; at >= last; at--)
        {
            if (Dominates(points[front[at]].AsSpan(), points[place].AsSpan()))
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Lexicographic : IComparer<ImmutableArray<double>>
    {
        public static Lexicographic Order { get; } = new();

        public int Compare(ImmutableArray<double> x, ImmutableArray<double> y) => x.AsSpan().SequenceCompareTo(y.AsSpan());
    }
}
