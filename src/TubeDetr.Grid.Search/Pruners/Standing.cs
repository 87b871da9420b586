using System.Globalization;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Search.Pruners;

/// <summary>A curve with the value by which it is compared.</summary>
internal readonly record struct Standing(Curve Curve, double Value)
{
    /// <summary>Best first; what is not a number last; equal ones in their order of proposal.</summary>
    public static Standing[] Order(IEnumerable<Standing> standings, Objective objective) =>
        [.. standings.OrderBy(standing => Loss(standing.Value, objective)).ThenBy(standing => standing.Curve.Index)];

    /// <summary>The smaller, the better; infinite for what is not a number.</summary>
    public static double Loss(double value, Objective objective) => double.IsNaN(value) ? double.PositiveInfinity : objective.Maximize ? -value : value;

    /// <summary>The best value up to and including the first evaluation at or after an epoch; null when there was none yet.</summary>
    public static double? Best(Curve curve, int epoch, Objective objective)
    {
        var best = double.NaN;
        foreach (var point in curve.Points)
        {
            best = Loss(point.Value, objective) < Loss(best, objective) ? point.Value : best;
            if (point.Epoch >= epoch)
            {
                return best;
            }
        }

        return null;
    }

    public static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    public override string ToString() => $"{Text(Value)} of {Curve.Experiment}";
}
