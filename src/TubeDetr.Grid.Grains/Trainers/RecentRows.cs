using TubeDetr.Grid.Contracts.Metrics;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>The last rows that an attempt has delivered, in case the store comes back without some of them.</summary>
internal sealed class RecentRows
{
    private const int Kept = 20_000;
    private readonly Queue<MetricRow> _rows = new();

    /// <summary>How many rows the log has, as far as is known.</summary>
    public long Delivered { get; private set; }

    public void Add(IReadOnlyCollection<MetricRow> rows)
    {
        foreach (var row in rows)
        {
            _rows.Enqueue(row);
        }

        Delivered += rows.Count;
        while (_rows.Count > Kept)
        {
            _rows.Dequeue();
        }
    }

    /// <summary>The log has only so many: gives back what it lacks, as far as it is kept, oldest first.</summary>
    public IReadOnlyList<MetricRow> TakeBack(long present)
    {
        var lacking = (int)Math.Min(_rows.Count, Delivered - present);
        var there = _rows.Count - lacking;
        var back = _rows.Skip(there).ToList();
        var rest = _rows.Take(there).ToList();
        _rows.Clear();
        rest.ForEach(_rows.Enqueue);
        Delivered = present;
        return back;
    }
}
