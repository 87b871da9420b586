using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Grains.Scheduling;

/// <summary>
/// Who waits, in one line for each sweep and need: a greater priority first, then those that have trained before, then first come, first served. Between the heads of the
/// lines the same counts, but the sweep that holds fewer slots goes before the one that came earlier. Those that pause after a loss stand apart until their time comes.
/// </summary>
internal sealed class WaitingLines
{
    private static readonly Comparer<Place> Order = Comparer<Place>.Create((a, b) =>
        (b.Request.Priority, !a.Request.Begun, a.Arrival).CompareTo((a.Request.Priority, !b.Request.Begun, b.Arrival)));

    private static readonly Comparer<Place> ByTime = Comparer<Place>.Create((a, b) => (a.Request.NotBefore, a.Arrival).CompareTo((b.Request.NotBefore, b.Arrival)));

    private readonly Dictionary<ExperimentId, Place> _places = [];
    private readonly Dictionary<(string Sweep, string Needs), SortedSet<Place>> _lines = [];
    private readonly SortedSet<Place> _pausing = new(ByTime);
    private long _arrivals;

    public int Count => _places.Count;

    public SlotRequest? Find(ExperimentId experiment) => _places.GetValueOrDefault(experiment)?.Request;

    /// <summary>Adding it again keeps its arrival, and that it had begun.</summary>
    public void Add(SlotRequest request)
    {
        var known = _places.GetValueOrDefault(request.Experiment);
        Remove(request.Experiment);
        var place = new Place(request with { Begun = request.Begun || known?.Request.Begun is true }, known?.Arrival ?? ++_arrivals);
        _places[request.Experiment] = place;
        if (request.NotBefore is not null)
        {
            _pausing.Add(place);
        }
        else
        {
            AddToLine(place);
        }
    }

    public void Remove(ExperimentId experiment)
    {
        if (!_places.Remove(experiment, out var place) || _pausing.Remove(place))
        {
            return;
        }

        _lines[place.Line].Remove(place);
        if (_lines[place.Line].Count == 0)
        {
            _lines.Remove(place.Line);
        }
    }

    /// <summary>Those whose pause is over stand in their line again.</summary>
    public void EndPauses(DateTimeOffset now)
    {
        while (_pausing.Min is { } first && first.Request.NotBefore <= now)
        {
            _pausing.Remove(first);
            AddToLine(first);
        }
    }

    /// <summary>Who is next among those that would fit; null when nobody does.</summary>
    /// <param name="fits">Asked once for each line: who stands in one needs the same.</param>
    /// <param name="passedOver">Those that are just being asked.</param>
    /// <param name="slotsOf">How many slots a sweep holds.</param>
    public SlotRequest? Next(Func<SlotRequest, bool> fits, IReadOnlySet<ExperimentId> passedOver, Func<string, int> slotsOf) => _lines
        .Select(line => (Head: line.Value.FirstOrDefault(place => !passedOver.Contains(place.Request.Experiment)), Slots: slotsOf(line.Key.Sweep)))
        .Where(line => line.Head is not null && fits(line.Head.Request))
        .OrderByDescending(line => line.Head!.Request.Priority)
        .ThenByDescending(line => line.Head!.Request.Begun)
        .ThenBy(line => line.Slots)
        .ThenBy(line => line.Head!.Arrival)
        .FirstOrDefault().Head?.Request;

    /// <summary>The first of all lines in order, each with what it needs; those that pause come last.</summary>
    public IEnumerable<(SlotRequest Request, string Needs)> First(int count) => _lines.Values
        .SelectMany(line => line.Take(count))
        .Order(Order)
        .Concat(_pausing)
        .Take(count)
        .Select(place => (place.Request, place.Line.Needs));

    private void AddToLine(Place place)
    {
        if (!_lines.TryGetValue(place.Line, out var line))
        {
            _lines[place.Line] = line = new SortedSet<Place>(Order);
        }

        line.Add(place);
    }

    private sealed class Place(SlotRequest request, long arrival)
    {
        public SlotRequest Request => request;

        public long Arrival => arrival;

        public (string Sweep, string Needs) Line { get; } = (
            request.Experiment.Sweep.Value, $"{request.Requires}|{string.Join(',', request.Avoided)}|{string.Join(',', request.Excluded)}");
    }
}
