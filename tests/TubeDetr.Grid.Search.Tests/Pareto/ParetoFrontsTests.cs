using System.Collections.Immutable;
using CsCheck;
using TubeDetr.Grid.Search.Pareto;

namespace TubeDetr.Grid.Search.Tests.Pareto;

public sealed class ParetoFrontsTests
{
    /// <summary>Few different values, so that there are ties and equal points; some are missing.</summary>
    private static readonly Gen<ImmutableArray<double>[]> Points =
        from costs in Gen.Int[1, 5]
        from points in Gen.Frequency((20, Gen.Int[0, 6].Select(value => (double)value)), (1, Gen.Const(double.NaN)), (1, Gen.Const(double.PositiveInfinity))).Array[costs].Array[0, 60]
        select points.Select(point => point.ToImmutableArray()).ToArray();

    [Fact]
    public void Ranks_OfAnyPoints_AreThoseOfPeelingFrontAfterFront() =>
        Points.Sample(points => Assert.Equal(Peeled(points), ParetoFronts.Ranks(points)));

    [Fact]
    public void Ranks_OfManyPointsOfTwoCosts_AreThoseOfPeelingFrontAfterFront() =>
        Gen.Double[0, 1].Array[2].Select(point => point.ToImmutableArray()).Array[150].Sample(points => Assert.Equal(Peeled(points), ParetoFronts.Ranks(points)), iter: 20);

    [Fact]
    public void Ranks_OfEqualPoints_AreEqual() => Assert.Equal([0, 0, 1], ParetoFronts.Ranks([[1, 2], [1, 2], [1, 3]]));

    [Fact]
    public void Crowding_OfAFront_IsInfiniteAtItsEndsAndLargeWhereItIsThin() =>
        Assert.Equal([double.PositiveInfinity, 0.6 + 0.6, 0.9 + 0.9, double.PositiveInfinity], Crowding([[0, 10], [1, 9], [6, 4], [10, 0]]), (a, b) => a.Equals(b) || Math.Abs(a - b) < 1e-12);

    [Fact]
    public void Crowding_OfIncompleteAndEqualPoints_IsANumber() =>
        Points.Sample(points => Assert.DoesNotContain(double.NaN, Crowding(points)));

    private static double[] Crowding(ImmutableArray<double>[] points) => ParetoFronts.Crowding(points, ParetoFronts.Ranks(points));

    private static int?[] Peeled(ImmutableArray<double>[] points)
    {
        var ranks = new int?[points.Length];
        var left = Enumerable.Range(0, points.Length).Where(place => points[place].All(double.IsFinite)).ToList();
        for (var rank = 0; left.Count > 0; rank++)
        {
            var front = left.Where(place => !left.Exists(other => ParetoFronts.Dominates(points[other].AsSpan(), points[place].AsSpan()))).ToList();
            front.ForEach(place => ranks[place] = rank);
            left.RemoveAll(front.Contains);
        }

        return ranks;
    }
}
