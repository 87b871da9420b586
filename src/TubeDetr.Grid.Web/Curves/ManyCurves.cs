using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Live;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>
/// The curves of a panel that have no colour of their own and do not grow, drawn together behind the others. What was sent is remembered: as long as it is the same, only
/// which of them are shown has to be told.
/// </summary>
public sealed class ManyCurves(string metric)
{
    private readonly Dictionary<ExperimentId, int> places = [];
    private ImmutableArray<MetricHistory> sent = [];
    private CurveView view = new();

    /// <summary>Where each curve begins among the pairs, and the end of the last one.</summary>
    public int[] Offsets { get; private set; } = [0];

    /// <summary>Pairs of 32-bit floats: steps are exact up to 16 million, values have the seven digits that training has.</summary>
    public byte[] Bytes { get; private set; } = [];

    public ImmutableArray<CurveLine> Lines { get; private set; } = [];

    /// <summary>Places of the curves that are shown.</summary>
    public int[] Shown { get; private set; } = [];

    /// <summary>Values of the curves that are shown.</summary>
    public int Points => Shown.Sum(place => Offsets[place + 1] - Offsets[place]);

    /// <summary>The corners of everything that is drawn; null when nothing is.</summary>
    public (double Left, double Right, double Low, double High)? Bounds { get; private set; }

    /// <summary>True for lines that belong here.</summary>
    public static bool Takes(CurveLine line, MetricHistory history) =>
        line.IsGrey && history.LastSequence == 0;

    /// <summary>Takes what is to be seen now; tells what has to be sent.</summary>
    public ManyChange Update(ImmutableArray<CurveLine> lines, CurveView how, Func<ExperimentId, MetricHistory> history)
    {
        if (how.Axis != view.Axis || how.LogY != view.LogY || how.Zone != view.Zone || lines.Any(line => !places.TryGetValue(line.Id, out var place) || !ReferenceEquals(sent[place], history(line.Id))))
        {
            view = how;
            Build(lines, history);
            return ManyChange.Curves;
        }

        int[] shown = [.. lines.Select(line => places[line.Id])];
        if (shown.AsSpan().SequenceEqual(Shown))
        {
            return ManyChange.Nothing;
        }

        Shown = shown;
        return ManyChange.Shown;
    }

    private void Build(ImmutableArray<CurveLine> lines, Func<ExperimentId, MetricHistory> history)
    {
        places.Clear();
        sent = [.. lines.Select(line => history(line.Id))];
        Lines = lines;
        Shown = [.. Enumerable.Range(0, lines.Length)];
        Offsets = new int[lines.Length + 1];
        var whole = view with { Window = null };
        var curves = new Curve[lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            places[lines[i].Id] = i;
            curves[i] = sent[i].Series.TryGetValue(metric, out var series) ? Curve.Raw(series, whole, lines[i].Origin) : Curve.Empty;
            Offsets[i + 1] = Offsets[i] + curves[i].Count;
        }

        Bytes = new byte[2 * sizeof(float) * Offsets[^1]];
        var pairs = MemoryMarshal.Cast<byte, float>(Bytes.AsSpan());
        var next = 0;
        foreach (var curve in curves)
        {
            for (var point = 0; point < curve.Count; point++)
            {
                pairs[next++] = (float)curve.X[point];
                pairs[next++] = (float)curve.Y[point];
            }
        }

        Bounds = BoundsOf(pairs, view.LogY ? 0 : double.NegativeInfinity);
    }

    private static (double Left, double Right, double Low, double High)? BoundsOf(ReadOnlySpan<float> pairs, double above)
    {
        var (left, right, low, high) = (double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity);
        for (var i = 0; i < pairs.Length; i += 2)
        {
            if (float.IsFinite(pairs[i + 1]) && pairs[i + 1] > above)
            {
                (left, right) = (Math.Min(left, pairs[i]), Math.Max(right, pairs[i]));
                (low, high) = (Math.Min(low, pairs[i + 1]), Math.Max(high, pairs[i + 1]));
            }
        }

        return low <= high ? (left, right, low, high) : null;
    }
}

/// <summary>What has to be sent so that many curves show the present.</summary>
public enum ManyChange
{
    Nothing,

    /// <summary>Which of them are shown.</summary>
    Shown,

    /// <summary>The curves.</summary>
    Curves,
}
