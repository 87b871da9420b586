using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Web.Drafts;

/// <summary>How long an epoch held a slot in an earlier sweep: the only ground there is for what a new one will cost.</summary>
public sealed record SweepPace(string Name, TimeSpan PerEpoch)
{
    /// <summary>That of the newest sweep that has trained an epoch; null when none has.</summary>
    public static SweepPace? Of(IEnumerable<SweepSnapshot> newestFirst, DateTimeOffset now) =>
        newestFirst.FirstOrDefault(sweep => sweep.EpochsDone >= 1 && sweep.SlotTimeAt(now) > TimeSpan.Zero) is { } sweep
            ? new(sweep.Name, sweep.SlotTimeAt(now) / sweep.EpochsDone)
            : null;
}
