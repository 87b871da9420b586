using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Rows;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>The curves of experiments that have the same value of a hyper-parameter, as their mean between the least and the greatest.</summary>
/// <param name="Name">The value.</param>
/// <param name="Members">How many curves are in it.</param>
public sealed record CurveGroup(string Name, int Members, double[] X, double[] Mean, double[] Least, double[] Greatest);

/// <summary>Puts curves together.</summary>
public static class CurveGroups
{
    private const int Places = 200;

    public static ImmutableArray<CurveGroup> Of(IEnumerable<ExperimentRow> rows, string parameter, string metric, CurveView view, Func<ExperimentId, MetricHistory> history) =>
    [
        .. rows.GroupBy(row => row.SortKey(parameter))
            .OrderBy(group => group.Key)
            .Select(group => Of(SweepWords.Value(group.First().Value(parameter)), [.. group.Select(row => Draw(row, metric, view, history)).Where(curve => curve.Count > 0)]))
            .Where(group => group.Members > 0),
    ];

    private static Curve Draw(ExperimentRow row, string metric, CurveView view, Func<ExperimentId, MetricHistory> history)
    {
        if (!history(row.Now.Id).Series.TryGetValue(metric, out var series))
        {
            return Curve.Empty;
        }

        var origin = row.Now.Started ?? row.Now.Created;
        return Curve.Smoothed(series, view, origin) is { Count: > 0 } smooth ? smooth : Curve.Raw(series, view, origin);
    }

    private static CurveGroup Of(string name, ImmutableArray<Curve> curves)
    {
        if (curves.IsEmpty)
        {
            return new(name, 0, [], [], [], []);
        }

        var (from, to) = (curves.Min(curve => curve.X[0]), curves.Max(curve => curve.X[^1]));
        var count = Math.Min(Places, Math.Max(2, curves.Max(curve => curve.Count)));
        var x = Enumerable.Range(0, count).Select(i => from + ((to - from) * i / (count - 1))).ToArray();
        var group = new CurveGroup(name, curves.Length, x, new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var values = curves.Select(curve => At(curve, x[i])).Where(double.IsFinite).ToArray();
            (group.Mean[i], group.Least[i], group.Greatest[i]) = values.Length == 0 ? (double.NaN, double.NaN, double.NaN) : (values.Average(), values.Min(), values.Max());
        }

        return group;
    }

    /// <summary>The value of a curve between its points; none before its first and after its last.</summary>
    private static double At(Curve curve, double x)
    {
        var place = Array.BinarySearch(curve.X, x);
        if (place >= 0)
        {
            return curve.Y[place];
        }

        var after = ~place;
        return after == 0 || after == curve.Count
            ? double.NaN
            : curve.Y[after - 1] + ((curve.Y[after] - curve.Y[after - 1]) * (x - curve.X[after - 1]) / (curve.X[after] - curve.X[after - 1]));
    }
}
