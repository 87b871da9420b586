using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>Knows what this silo's trainer tries in vain at present.</summary>
public sealed class OutageWatch
{
    private readonly Lock _gate = new();
    private readonly HashSet<Trying> _failing = [];

    /// <summary>The oldest of what is tried in vain; null when all is well.</summary>
    public OutageSnapshot? Current
    {
        get
        {
            lock (_gate)
            {
                return _failing.MinBy(trying => trying.Since) is { } oldest ? new OutageSnapshot(oldest.Since, $"{oldest.What}: {oldest.Reason}") : null;
            }
        }
    }

    /// <param name="what">What is tried, for people: "store the checkpoint".</param>
    /// <returns>To be disposed when it is over, however it ends.</returns>
    internal Trying Begin(string what, DateTimeOffset since) => new(this, what, since);

    /// <summary>Something that is tried; it shows only once it has failed.</summary>
    internal sealed class Trying(OutageWatch watch, string what, DateTimeOffset since) : IDisposable
    {
        public string What => what;

        public DateTimeOffset Since => since;

        public string Reason { get; private set; } = "";

        public void Failed(string reason)
        {
            lock (watch._gate)
            {
                Reason = reason;
                watch._failing.Add(this);
            }
        }

        public void Dispose()
        {
            lock (watch._gate)
            {
                watch._failing.Remove(this);
            }
        }
    }
}
