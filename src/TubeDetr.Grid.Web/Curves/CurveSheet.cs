using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Live;

namespace TubeDetr.Grid.Web.Curves;

/// <summary>
/// What one panel has drawn, and what has to be sent so that it shows the present: two traces per experiment, the raw values and the moving
/// average, at fixed places.
/// </summary>
public sealed class CurveSheet(string metric)
{
    private const int MostMarkers = 60;
    private readonly Dictionary<ExperimentId, MetricHistory> seen = [];
    private readonly List<Curve> drawn = [];
    private ImmutableArray<CurveLine> lines = [];
    private CurveView view = new();

    /// <summary>Trace 2i is the raw curve of line i, trace 2i+1 its moving average.</summary>
    public IReadOnlyList<Curve> Traces => drawn;

    public ImmutableArray<CurveLine> Lines => lines;

    public CurveView View => view;

    /// <summary>Measured values that are drawn.</summary>
    public int Points => drawn.Where((_, trace) => trace % 2 == 0).Sum(curve => curve.Count);

    /// <summary>How each line is drawn; when this changes, the traces have to be described anew.</summary>
    public ImmutableArray<LineStyle> Styles => [.. lines.Select((_, i) => new LineStyle(drawn[(2 * i) + 1].Count > 0, drawn[2 * i].Count <= MostMarkers))];

    /// <summary>Draws everything anew.</summary>
    public void Reset(ImmutableArray<CurveLine> shown, CurveView how, Func<ExperimentId, MetricHistory> history)
    {
        (lines, view) = (shown, how);
        seen.Clear();
        drawn.Clear();
        foreach (var line in lines)
        {
            var (raw, smooth) = Draw(line, history(line.Id));
            drawn.Add(raw);
            drawn.Add(smooth);
        }
    }

    /// <summary>Brings the sheet up to date; tells for each changed trace what was added, or that it is another curve now.</summary>
    public ImmutableArray<TraceChange> Refresh(Func<ExperimentId, MetricHistory> history)
    {
        var changes = ImmutableArray.CreateBuilder<TraceChange>();
        for (var i = 0; i < lines.Length; i++)
        {
            var now = history(lines[i].Id);
            if (ReferenceEquals(seen[lines[i].Id], now))
            {
                continue;
            }

            var (raw, smooth) = Draw(lines[i], now);
            Compare(2 * i, raw, changes);
            Compare((2 * i) + 1, smooth, changes);
        }

        return changes.ToImmutable();
    }

    private (Curve Raw, Curve Smooth) Draw(CurveLine line, MetricHistory history)
    {
        seen[line.Id] = history;
        return history.Series.TryGetValue(metric, out var series)
            ? (Curve.Raw(series, view, line.Origin), Curve.Smoothed(series, view, line.Origin))
            : (Curve.Empty, Curve.Empty);
    }

    private void Compare(int trace, Curve now, ImmutableArray<TraceChange>.Builder changes)
    {
        var added = now.AddedTo(drawn[trace]);
        if (added is not 0)
        {
            changes.Add(new TraceChange(trace, now, added));
        }

        drawn[trace] = now;
    }
}

/// <summary>A line's look.</summary>
/// <param name="Smoothed">The raw curve stands faintly behind its moving average.</param>
/// <param name="Few">So few values that each is marked.</param>
public readonly record struct LineStyle(bool Smoothed, bool Few);

/// <summary>A trace that has changed: by so many points at its end, or (null) altogether.</summary>
public sealed record TraceChange(int Trace, Curve Curve, int? Added);
