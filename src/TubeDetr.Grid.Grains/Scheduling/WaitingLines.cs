using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Grains.Scheduling;

/// <summary>
/// Who waits, in one line for each sweep: a greater priority first, then those that have trained before, then first come, first served. Between the heads of the lines
/// the same counts, but the sweep that holds fewer slots goes before the one that came earlier.
/// </summary>
internal sealed class WaitingLines
{
    private static readonly Comparer<Place> Order =
        Comparer<Place>.Create((a, b) => (b.Priority, !a.Begun, a.Arrival).CompareTo((a.Priority, !b.Begun, b.Arrival)));

    private readonly Dictionary<ExperimentId, Place> _places = [];
    private readonly Dictionary<string, SortedSet<Place>> _lines = new(StringComparer.Ordinal);
    private long _arrivals;

    /// <summary>The sweep of an experiment: its id without the number at the end.</summary>
    public static string SweepOf(ExperimentId experiment) => experiment.Value.LastIndexOf('-') is > 0 and var end ? experiment.Value[..end] : experiment.Value;

    /// <summary>Adding it twice only gives it the newer priority.</summary>
    public void Add(ExperimentId experiment, bool begun, int priority)
    {
        if (_places.TryGetValue(experiment, out var known))
        {
            if (known.Priority == priority)
            {
                return;
            }

            Remove(experiment);
        }

        var place = new Place(experiment, known?.Begun ?? begun, priority, known?.Arrival ?? ++_arrivals);
        _places[experiment] = place;
        if (!_lines.TryGetValue(SweepOf(experiment), out var line))
        {
            _lines[SweepOf(experiment)] = line = new SortedSet<Place>(Order);
        }

        line.Add(place);
    }

    public void Remove(ExperimentId experiment)
    {
        if (!_places.Remove(experiment, out var place))
        {
            return;
        }

        var sweep = SweepOf(experiment);
        _lines[sweep].Remove(place);
        if (_lines[sweep].Count == 0)
        {
            _lines.Remove(sweep);
        }
    }

    /// <summary>Who is next; null when nobody waits.</summary>
    /// <param name="passedOver">Those that are just being asked.</param>
    /// <param name="slotsOf">How many slots a sweep holds.</param>
    public ExperimentId? Next(IReadOnlySet<ExperimentId> passedOver, Func<string, int> slotsOf) => _lines
        .Select(line => (Head: line.Value.FirstOrDefault(place => !passedOver.Contains(place.Experiment)), Slots: slotsOf(line.Key)))
        .Where(line => line.Head is not null)
        .OrderByDescending(line => line.Head!.Priority)
        .ThenByDescending(line => line.Head!.Begun)
        .ThenBy(line => line.Slots)
        .ThenBy(line => line.Head!.Arrival)
        .FirstOrDefault().Head?.Experiment;

    public ImmutableArray<ExperimentId> ToList() => [.. _places.Values.Order(Order).Select(place => place.Experiment)];

    private sealed record Place(ExperimentId Experiment, bool Begun, int Priority, long Arrival);
}
