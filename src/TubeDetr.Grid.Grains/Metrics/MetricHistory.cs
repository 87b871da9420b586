using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Grains.Metrics;

/// <summary>What the lines of a metric log amount to: the rows that count, who may append, and what a reader must drop.</summary>
/// <param name="most">Rows that are kept at least; twice as many at most. The log has all of them.</param>
public sealed class MetricHistory(int most = int.MaxValue / 2)
{
    private readonly List<MetricRow> _rows = [];
    private readonly List<(long Sequence, long FromStep)> _begins = [];
    private readonly AttemptBegins _began = new();

    /// <summary>The attempt that may append; 0 before the first.</summary>
    public int Attempt { get; private set; }

    /// <summary>Number of the last row.</summary>
    public long Sequence { get; private set; }

    /// <summary>How many rows the present attempt has appended.</summary>
    public long Offset { get; private set; }

    /// <summary>Number of the last row that is not kept any more; 0 when all are.</summary>
    public long Forgotten { get; private set; }

    /// <summary>How often an attempt began; a watcher remembers how many it has seen.</summary>
    public int Begins => _begins.Count;

    public void Apply(MetricLogEntry entry)
    {
        switch (entry)
        {
            case MetricLogEntry.Begin begin:
                (Attempt, Offset) = (begin.Attempt, 0);
                _begins.Add((Sequence, begin.FromStep));
                _rows.RemoveAll(row => begin.Supersedes(row, _began));
                _began.Add(begin);
                break;
            case MetricLogEntry.Measured { Row: var row }:
                (Sequence, Offset) = (row.Sequence, Offset + 1);
                _rows.Add(row);
                Forget();
                break;
        }
    }

    /// <summary>The lines to append for rows that a trainer brings; those that an earlier call brought already are left out.</summary>
    /// <exception cref="MissingRowsException">Rows are missing in between.</exception>
    public ImmutableArray<MetricLogEntry> Number(long offset, ImmutableArray<MetricRow> rows)
    {
        if (offset > Offset)
        {
            throw new MissingRowsException(Attempt, Offset);
        }

        var next = Sequence;
        return [.. rows.Skip((int)(Offset - offset)).Select(row => new MetricLogEntry.Measured(row with { Sequence = ++next, Attempt = Attempt }))];
    }

    /// <summary>Whether curves with rows up to this one hold some that an attempt has superseded.</summary>
    /// <param name="step">Of their last row.</param>
    /// <param name="attempt">Of their last row.</param>
    public bool Supersedes(MetricLogEntry.Begin begin, long step, int attempt) => begin.Supersedes(attempt, step, _began);

    /// <summary>The rows that count and are kept, after a sequence number: all that count when it is not less than <see cref="Forgotten"/>.</summary>
    public ImmutableArray<MetricRow> After(long sequence)
    {
        var first = _rows.FindIndex(row => row.Sequence > sequence);
        return first < 0 ? [] : [.. _rows[first..]];
    }

    /// <summary>
    /// The step after which a reader who has seen the rows up to a sequence number, and <paramref name="begins"/> beginnings, must drop what it has;
    /// null when nothing.
    /// </summary>
    public long? RestartsFor(long sequence, int begins)
    {
        long? step = null;
        foreach (var (at, from) in _begins.Skip(begins))
        {
            if (sequence > 0 && at >= sequence)
            {
                step = Math.Min(step ?? long.MaxValue, from);
            }
        }

        return step;
    }

    private void Forget()
    {
        if (_rows.Count >= 2 * most)
        {
            Forgotten = _rows[^(most + 1)].Sequence;
            _rows.RemoveRange(0, _rows.Count - most);
        }
    }
}
