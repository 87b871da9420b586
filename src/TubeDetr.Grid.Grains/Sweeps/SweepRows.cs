using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.Experiments;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <summary>The rows of a sweep's table, and what follows from them.</summary>
public sealed class SweepRows
{
    private readonly List<ExperimentSnapshot> _rows = [];
    private int _unfinished;

    public SweepRows(IEnumerable<ExperimentSnapshot> rows)
    {
        foreach (var row in rows)
        {
            Add(row);
        }
    }

    /// <summary>A view, not a copy: not to be enumerated over an await.</summary>
    public IReadOnlyList<ExperimentSnapshot> All => _rows;

    public bool AllEnded => _unfinished == 0;

    public IEnumerable<ExperimentSnapshot> Unfinished => _rows.Where(row => !ExperimentLifecycle.IsTerminal(row.State));

    /// <summary>Those that wait and have never trained.</summary>
    public IEnumerable<ExperimentSnapshot> NotBegun => _rows.Where(row => row is { Attempt: 0, State: ExperimentState.Queued or ExperimentState.Paused });

    public int Count => _rows.Count;

    /// <summary>How many train, or will as soon as there is a slot.</summary>
    public int Active { get; private set; }

    /// <summary>How many wait to be admitted.</summary>
    public int Held { get; private set; }

    /// <summary>How often an experiment was evaluated.</summary>
    public int CurveLength(int index) => index >= 0 && index < _rows.Count ? _rows[index].Curve.Length : 0;

    public void Add(ExperimentSnapshot row)
    {
        _rows.Add(row);
        Tally(row, 1);
    }

    /// <summary>Puts a newer row in its place; false when it is not newer.</summary>
    public bool Put(ExperimentSnapshot row)
    {
        if (row.Index < 0 || row.Index >= _rows.Count || row.Version <= _rows[row.Index].Version)
        {
            return false;
        }

        Tally(_rows[row.Index], -1);
        _rows[row.Index] = row;
        Tally(row, 1);
        return true;
    }

    /// <summary>Those that may ask for a slot now, the sweep's bound observed.</summary>
    public IEnumerable<ExperimentSnapshot> ToAdmit(int? maxConcurrent)
    {
        var room = Math.Min(Held, (maxConcurrent ?? int.MaxValue) - Active);
        return room > 0 ? Unfinished.Where(row => row.Held).Take(room) : [];
    }

    public SweepSnapshot ToSnapshot(SweepId id, SweepRecord record, long version, DateTimeOffset? ended)
    {
        var best = _rows.Where(row => row.BestValue is { } value && double.IsFinite(value))
            .Aggregate(default(ExperimentSnapshot?), (top, row) => record.Objective.IsBetter(row.BestValue!.Value, top?.BestValue) ? row : top);
        var toCome = ended is null && !record.IsEnding ? Math.Max(0, record.Planned - _rows.Count) : 0;
        return new SweepSnapshot
        {
            Id = id,
            Name = record.Name,
            State = record.ToState(ended is not null),
            Method = record.Method,
            Objective = record.Objective,
            Created = record.Created,
            Ended = ended,
            Counts = _rows.CountBy(row => row.State).ToImmutableDictionary(),
            Total = _rows.Count + toCome,
            EpochsDone = _rows.Sum(row => row.EpochsDone),
            EpochsTotal = _rows.Sum(EpochsOf) + (toCome * _rows.Select(row => row.Epochs).DefaultIfEmpty().Average()),
            Reason = record.Reason,
            OtherObjectives = record.OtherObjectives,
            Best = best?.Id,
            BestValue = best?.BestValue,
            Differing = record.Differing,
            Yaml = record.Yaml,
            Version = version,
            Eta = Eta(),
            SlotTime = TimeSpan.FromTicks(_rows.SelectMany(row => row.Attempts).Sum(attempt => ((attempt.Ended ?? attempt.Started) - attempt.Started).Ticks)),
            SlotsSince = [.. _rows.SelectMany(row => row.Attempts).Where(attempt => attempt.Ended is null).Select(attempt => attempt.Started)],
        };
    }

    /// <summary>Counted as they come and go: with thousands of rows, each end would look at all of them.</summary>
    private void Tally(ExperimentSnapshot row, int by)
    {
        if (!ExperimentLifecycle.IsTerminal(row.State))
        {
            _unfinished += by;
            Held += row.Held ? by : 0;
            Active += row is { Held: false, State: not ExperimentState.Paused } ? by : 0;
        }
    }

    /// <summary>What it will have trained in all, as far as is known: what has ended trains no more.</summary>
    private static double EpochsOf(ExperimentSnapshot row) => ExperimentLifecycle.IsTerminal(row.State) ? row.EpochsDone : row.Epochs;

    /// <summary>What is left of all experiments at the pace of those that train now.</summary>
    private TimeSpan? Eta()
    {
        var pace = _rows.Where(row => row.Eta is { Ticks: > 0 }).Sum(row => (row.Epochs - row.EpochsDone) / row.Eta!.Value.TotalSeconds);
        return pace > 0 ? TimeSpan.FromSeconds(Unfinished.Sum(row => row.Epochs - row.EpochsDone) / pace) : null;
    }
}
