using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.Sweeps.Yaml;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <content>What people ask, and the state that follows from it.</content>
public sealed partial record SweepRecord
{
    /// <summary>True when a person, or the sweep itself, wants nothing new for good.</summary>
    public bool IsEnding => Cancelled is not null || Stopped is not null;

    /// <summary>True while a person keeps new experiments from beginning.</summary>
    public bool BeginsNothing => Paused is not null || IsEnding;

    /// <summary>The record after a request; null where it makes no sense.</summary>
    public SweepRecord? Ask(SweepRequest request, string cause) => (request, Final) switch
    {
        (_, not null) => null,
        (SweepRequest.Cancel, _) => this with { Cancelled = Cancelled ?? cause, Paused = null },
        (SweepRequest.Stop, _) when !IsEnding => this with { Stopped = cause, Paused = null },
        (SweepRequest.Pause, _) when !BeginsNothing => this with { Paused = cause },
        (SweepRequest.Resume, _) when Paused is not null => this with { Paused = null },
        _ => null,
    };

    /// <summary>Why it is not simply running; null when it is.</summary>
    public string? Reason => Cancelled ?? Stopped ?? Paused;

    /// <summary>With one more experiment, forked by a person. A sweep that had ended is unfinished again; null while it is ending.</summary>
    public SweepRecord? Fork(IEnumerable<string> changed) => IsEnding && Final is null ? null : this with
    {
        Differing = [.. Differing.Union(changed, StringComparer.Ordinal)],

        // What was left to propose when it ended stays so.
        Planned = Final is null ? Planned : 0,
        Final = null,
        Cancelled = null,
        Stopped = null,
    };

    /// <summary>Stopped by itself when its time is up; null while it is not.</summary>
    public SweepRecord? Expire(DateTimeOffset now) => TimeBudget is { } budget && now - Created >= budget
        ? Ask(SweepRequest.Stop, $"its time budget of {DurationText.Write(budget)} is used up")
        : null;

    public SweepState ToState(bool ended) => (ended, this) switch
    {
        (true, { Cancelled: not null }) => SweepState.Cancelled,
        (true, { Stopped: not null }) => SweepState.Stopped,
        (true, _) => SweepState.Completed,
        (_, { Cancelled: not null }) => SweepState.Cancelling,
        (_, { Stopped: not null }) => SweepState.Stopping,
        (_, { Paused: not null }) => SweepState.Paused,
        _ => SweepState.Running,
    };
}
