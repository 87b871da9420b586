using System.Collections.Frozen;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Grains.Experiments;

/// <summary>Answer of the transition table.</summary>
public enum Verdict
{
    /// <summary>The event counts; the experiment is then in the state that comes with the verdict.</summary>
    Accepted,

    /// <summary>The event comes from something that is over: ignore it, and tell its sender to stop.</summary>
    Stale,

    /// <summary>Nobody may ask this in that state.</summary>
    Refused,
}

/// <summary>A verdict, with the state after it (the same state unless accepted).</summary>
public readonly record struct Transition(Verdict Verdict, ExperimentState State)
{
    public bool Accepted => Verdict == Verdict.Accepted;
}

/// <summary>The life of an experiment as data: every allowed move is a row of one table, and everything else asks it.</summary>
public static class ExperimentLifecycle
{
    private static readonly FrozenDictionary<(ExperimentState From, ExperimentEvent Event), ExperimentState> Moves =
        new Dictionary<(ExperimentState, ExperimentEvent), ExperimentState>
        {
            [(ExperimentState.Queued, ExperimentEvent.SlotTaken)] = ExperimentState.Running,
            [(ExperimentState.Queued, ExperimentEvent.CancelAsked)] = ExperimentState.Cancelled,
            [(ExperimentState.Queued, ExperimentEvent.PruneAsked)] = ExperimentState.Pruned,
            [(ExperimentState.Queued, ExperimentEvent.PauseAsked)] = ExperimentState.Paused,
            [(ExperimentState.Queued, ExperimentEvent.StopAsked)] = ExperimentState.Cancelled,
            [(ExperimentState.Queued, ExperimentEvent.RetriesCancelled)] = ExperimentState.Failed,

            [(ExperimentState.Running, ExperimentEvent.Progressed)] = ExperimentState.Running,
            [(ExperimentState.Running, ExperimentEvent.Completed)] = ExperimentState.Completed,
            [(ExperimentState.Running, ExperimentEvent.Failed)] = ExperimentState.Failed,
            [(ExperimentState.Running, ExperimentEvent.GrantUsed)] = ExperimentState.Paused,
            [(ExperimentState.Running, ExperimentEvent.HandedOver)] = ExperimentState.Queued,
            [(ExperimentState.Running, ExperimentEvent.AttemptLost)] = ExperimentState.Queued,
            [(ExperimentState.Running, ExperimentEvent.LastAttemptLost)] = ExperimentState.Failed,
            [(ExperimentState.Running, ExperimentEvent.CancelAsked)] = ExperimentState.Stopping,
            [(ExperimentState.Running, ExperimentEvent.PruneAsked)] = ExperimentState.Stopping,
            [(ExperimentState.Running, ExperimentEvent.PauseAsked)] = ExperimentState.Stopping,
            [(ExperimentState.Running, ExperimentEvent.StopAsked)] = ExperimentState.Stopping,
            [(ExperimentState.Running, ExperimentEvent.RequeueAsked)] = ExperimentState.Stopping,

            [(ExperimentState.Stopping, ExperimentEvent.Progressed)] = ExperimentState.Stopping,
            [(ExperimentState.Stopping, ExperimentEvent.Completed)] = ExperimentState.Completed,
            [(ExperimentState.Stopping, ExperimentEvent.Failed)] = ExperimentState.Failed,
            [(ExperimentState.Stopping, ExperimentEvent.CancelAsked)] = ExperimentState.Stopping,
            [(ExperimentState.Stopping, ExperimentEvent.StoppedForCancel)] = ExperimentState.Cancelled,
            [(ExperimentState.Stopping, ExperimentEvent.StoppedForPrune)] = ExperimentState.Pruned,
            [(ExperimentState.Stopping, ExperimentEvent.StoppedForPause)] = ExperimentState.Paused,
            [(ExperimentState.Stopping, ExperimentEvent.StoppedForRequeue)] = ExperimentState.Queued,

            [(ExperimentState.Paused, ExperimentEvent.ResumeAsked)] = ExperimentState.Queued,
            [(ExperimentState.Paused, ExperimentEvent.RequeueAsked)] = ExperimentState.Queued,
            [(ExperimentState.Paused, ExperimentEvent.CancelAsked)] = ExperimentState.Cancelled,
            [(ExperimentState.Paused, ExperimentEvent.StopAsked)] = ExperimentState.Cancelled,
            [(ExperimentState.Paused, ExperimentEvent.PruneAsked)] = ExperimentState.Pruned,
        }.ToFrozenDictionary();

    /// <summary>What an event does in a state.</summary>
    public static Transition Transition(ExperimentState state, ExperimentEvent @event) =>
        Moves.TryGetValue((state, @event), out var next) ? new(Verdict.Accepted, next)
        : IsOfAttempt(@event) ? new(Verdict.Stale, state)
        : new(Verdict.Refused, state);

    /// <summary>True for the states that nothing leaves.</summary>
    public static bool IsTerminal(ExperimentState state) =>
        state is ExperimentState.Completed or ExperimentState.Pruned or ExperimentState.Cancelled or ExperimentState.Failed;

    /// <summary>True while an attempt holds a slot.</summary>
    public static bool HoldsSlot(ExperimentState state) => state is ExperimentState.Running or ExperimentState.Stopping;

    /// <summary>The event by which an attempt that was asked to stop ends its tenure.</summary>
    public static ExperimentEvent StoppedFor(ExperimentEvent asked) => asked switch
    {
        ExperimentEvent.CancelAsked or ExperimentEvent.StopAsked => ExperimentEvent.StoppedForCancel,
        ExperimentEvent.PruneAsked => ExperimentEvent.StoppedForPrune,
        ExperimentEvent.PauseAsked => ExperimentEvent.StoppedForPause,
        ExperimentEvent.RequeueAsked => ExperimentEvent.StoppedForRequeue,
        _ => throw new ArgumentOutOfRangeException(nameof(asked), asked, "Not a request to stop."),
    };

    /// <summary>The event that a person's request is.</summary>
    public static ExperimentEvent Asking(ExperimentRequest request) => request switch
    {
        ExperimentRequest.Pause => ExperimentEvent.PauseAsked,
        ExperimentRequest.Resume => ExperimentEvent.ResumeAsked,
        ExperimentRequest.Stop => ExperimentEvent.StopAsked,
        ExperimentRequest.Cancel => ExperimentEvent.CancelAsked,
        ExperimentRequest.Requeue => ExperimentEvent.RequeueAsked,
        _ => throw new ArgumentOutOfRangeException(nameof(request), request, "Not a request."),
    };

    /// <summary>Events that an attempt or its slot causes may arrive late; those that people and the scheduler cause may be wrong.</summary>
    private static bool IsOfAttempt(ExperimentEvent @event) => @event is
        ExperimentEvent.Progressed or ExperimentEvent.Completed or ExperimentEvent.Failed or ExperimentEvent.GrantUsed or ExperimentEvent.HandedOver
        or ExperimentEvent.AttemptLost or ExperimentEvent.LastAttemptLost or ExperimentEvent.RetriesCancelled
        or ExperimentEvent.StoppedForCancel or ExperimentEvent.StoppedForPrune or ExperimentEvent.StoppedForPause or ExperimentEvent.StoppedForRequeue;
}
