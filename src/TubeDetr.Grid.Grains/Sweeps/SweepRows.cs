using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.Experiments;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <summary>The rows of a sweep's table, and what follows from them.</summary>
public sealed class SweepRows
{
    private readonly ExperimentSnapshot[] _rows;

    public SweepRows(IEnumerable<ExperimentSnapshot> rows) => _rows = [.. rows];

    public ImmutableArray<ExperimentSnapshot> All => [.. _rows];

    public bool AllEnded => Array.TrueForAll(_rows, row => ExperimentLifecycle.IsTerminal(row.State));

    public IEnumerable<ExperimentSnapshot> Unfinished => _rows.Where(row => !ExperimentLifecycle.IsTerminal(row.State));

    /// <summary>Puts a newer row in its place; false when it is not newer.</summary>
    public bool Put(ExperimentSnapshot row)
    {
        if (row.Index < 0 || row.Index >= _rows.Length || row.Version <= _rows[row.Index].Version)
        {
            return false;
        }

        _rows[row.Index] = row;
        return true;
    }

    /// <summary>Those that may ask for a slot now, the sweep's bound observed.</summary>
    public IEnumerable<ExperimentSnapshot> ToAdmit(int? maxConcurrent)
    {
        var room = (maxConcurrent ?? int.MaxValue) - Unfinished.Count(row => !row.Held);
        return Unfinished.Where(row => row.Held).Take(Math.Max(0, room));
    }

    public SweepSnapshot ToSnapshot(SweepId id, SweepRecord record, long version, DateTimeOffset? ended)
    {
        var best = _rows.Where(row => row.BestValue is { } value && double.IsFinite(value))
            .Aggregate(default(ExperimentSnapshot?), (top, row) => record.Objective.IsBetter(row.BestValue!.Value, top?.BestValue) ? row : top);
        return new SweepSnapshot
        {
            Id = id,
            Name = record.Name,
            State = (ended, record.Cancelled) switch
            {
                (not null, null) => SweepState.Completed,
                (not null, _) => SweepState.Cancelled,
                (null, null) => SweepState.Running,
                _ => SweepState.Cancelling,
            },
            Method = record.Method,
            Objective = record.Objective,
            Created = record.Created,
            Ended = ended,
            Counts = _rows.CountBy(row => row.State).ToImmutableDictionary(),
            Total = _rows.Length,
            EpochsDone = _rows.Sum(row => row.EpochsDone),
            EpochsTotal = _rows.Sum(row => (double)row.Epochs),
            Best = best?.Id,
            BestValue = best?.BestValue,
            Differing = record.Differing,
            Yaml = record.Yaml,
            Version = version,
            Eta = Eta(),
        };
    }

    /// <summary>What is left of all experiments at the pace of those that train now.</summary>
    private TimeSpan? Eta()
    {
        var pace = _rows.Where(row => row.Eta is { Ticks: > 0 }).Sum(row => (row.Epochs - row.EpochsDone) / row.Eta!.Value.TotalSeconds);
        return pace > 0 ? TimeSpan.FromSeconds(Unfinished.Sum(row => row.Epochs - row.EpochsDone) / pace) : null;
    }
}
