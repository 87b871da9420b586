using System.Collections.Immutable;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>How an axis lays out its values.</summary>
public enum AxisScale
{
    Linear,

    /// <summary>By the decadic logarithm.</summary>
    Logarithmic,

    /// <summary>Words, each with room by how many experiments have it.</summary>
    Categories,
}

/// <summary>
/// One vertical axis: a position per experiment (logarithms where the axis is logarithmic), its range and the ticks that say what positions
/// stand for.
/// </summary>
/// <param name="Complete">The ticks are all positions that there are: a click on one narrows the axis to it.</param>
public sealed record ParallelAxis(
    string Field, string Name, AxisScale Scale, ImmutableArray<double> Values, double Low, double High, ImmutableArray<(double At, string Text)> Ticks, bool Complete)
{
    /// <summary>What ranges of positions mean.</summary>
    public AxisFilter Narrow(ImmutableArray<(double Low, double High)> ranges) => Scale switch
    {
        AxisScale.Categories => new(Field, [], [.. Ticks.Where(tick => ranges.Any(range => tick.At >= range.Low && tick.At <= range.High)).Select(tick => tick.Text)]),
        AxisScale.Logarithmic => new(Field, [.. ranges.Select(range => (Math.Pow(10, range.Low), Math.Pow(10, range.High)))], []),
        _ => new(Field, ranges, []),
    };

    /// <summary>The ranges of positions that a filter asks for.</summary>
    public ImmutableArray<(double Low, double High)> RangesOf(AxisFilter filter) => Scale switch
    {
        AxisScale.Categories => [.. Ticks.Where(tick => filter.Words.Contains(tick.Text, StringComparer.Ordinal)).Select(tick => (tick.At - 0.4, tick.At + 0.4))],
        AxisScale.Logarithmic => [.. filter.Ranges.Where(range => range.Low > 0).Select(range => (Math.Log10(range.Low), Math.Log10(range.High)))],
        _ => filter.Ranges,
    };
}
