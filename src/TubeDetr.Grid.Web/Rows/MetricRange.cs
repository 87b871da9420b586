using TubeDetr.Grid.Web.Live;

namespace TubeDetr.Grid.Web.Rows;

/// <summary>The least and the greatest value of a series; grows with it without reading it anew.</summary>
public sealed record MetricRange(Series Of, double Least, double Greatest)
{
    public static MetricRange Empty { get; } = new(Series.Empty, double.PositiveInfinity, double.NegativeInfinity);

    public double? Minimum => Least <= Greatest ? Least : null;

    public double? Maximum => Least <= Greatest ? Greatest : null;

    /// <summary>This range for a later state of its series.</summary>
    public MetricRange At(Series now)
    {
        if (ReferenceEquals(now, Of))
        {
            return this;
        }

        var grown = Of.Count == 0 || (now.Count >= Of.Count && now.Points[Of.Count - 1] == Of.Points[^1]);
        var (least, greatest) = grown ? (Least, Greatest) : (Empty.Least, Empty.Greatest);
        foreach (var point in now.Points[(grown ? Of.Count : 0)..])
        {
            // A comparison with what is no number is false, so that it is left out.
            least = point.Value < least ? point.Value : least;
            greatest = point.Value > greatest ? point.Value : greatest;
        }

        return new MetricRange(now, least, greatest);
    }
}
