using System.Collections.Immutable;
using System.Globalization;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Grains.Experiments;

/// <summary>
/// Everything that is kept of an experiment, and how it changes: each method gives the record after an event, or null when the transition table
/// does not accept it. No clock, no store, no other grain.
/// </summary>
[GenerateSerializer, Immutable, Alias("tubedetr.ExperimentRecord")]
public sealed partial record ExperimentRecord
{
    /// <summary>Null until something happens to it.</summary>
    [Id(0)] public ExperimentSpec? Spec { get; init; }

    [Id(1)] public ExperimentState State { get; init; }

    [Id(2)] public int Attempt { get; init; }

    /// <summary>Attempts that were lost or broke down; those handed over in order do not count.</summary>
    [Id(3)] public int Losses { get; init; }

    [Id(4)] public string? Slot { get; init; }

    [Id(5)] public bool Held { get; init; }

    /// <summary>What was asked, while it is stopping.</summary>
    [Id(6)] public ExperimentEvent? Asked { get; init; }

    [Id(7)] public double EpochsDone { get; init; }

    [Id(8)] public long Step { get; init; }

    [Id(9)] public double? BestValue { get; init; }

    [Id(10)] public double? LastValue { get; init; }

    [Id(11)] public ImmutableSortedDictionary<string, double> LastMetrics { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    [Id(12)] public DateTimeOffset Created { get; init; }

    [Id(13)] public DateTimeOffset? Started { get; init; }

    [Id(14)] public DateTimeOffset? Ended { get; init; }

    [Id(15)] public double SecondsPerEpoch { get; init; }

    [Id(16)] public string? Reason { get; init; }

    [Id(17)] public ImmutableArray<AttemptSnapshot> Attempts { get; init; } = [];

    [Id(18)] public ImmutableArray<CheckpointRecord> Checkpoints { get; init; } = [];

    [Id(19)] public ImmutableArray<TransitionRecord> Transitions { get; init; } = [];

    [Id(20)] public long Version { get; init; }

    /// <summary>Set by a person; null: as the spec has it.</summary>
    [Id(21)] public int? AmendedPriority { get; init; }

    [Id(22)] public string? Note { get; init; }

    [Id(23)] public ImmutableSortedSet<string> Tags { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Blobs of the checkpoints that a person has pinned.</summary>
    [Id(24)] public ImmutableSortedSet<string> Pinned { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Blobs that do not count any more and may still be in the store.</summary>
    [Id(25)] public ImmutableSortedSet<string> LetGo { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Best value of all checkpoints that were ever committed, those let go included.</summary>
    [Id(26)] public double? CommittedBest { get; init; }

    /// <summary>Given by a person, as <c>#rrggbb</c>.</summary>
    [Id(27)] public string? Colour { get; init; }

    /// <summary>Epochs after which it gives its slot back; null: it may train all of them.</summary>
    [Id(50)] public int? Granted { get; init; }

    /// <summary>The objective after each evaluation, by epoch.</summary>
    [Id(51)] public ImmutableArray<EvaluatedEpoch> Curve { get; init; } = [];

    /// <summary>It pauses after a loss: no slot before this moment.</summary>
    [Id(40)] public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Silos where its attempts were lost: their slots come last.</summary>
    [Id(41)] public ImmutableArray<string> Avoided { get; init; } = [];

    /// <summary>Silos that its failure rules exclude.</summary>
    [Id(42)] public ImmutableArray<string> Excluded { get; init; } = [];

    /// <summary>Lost attempts in a row that brought no checkpoint.</summary>
    [Id(43)] public int Fruitless { get; init; }

    /// <summary>The checkpoint from which the next attempt goes on; a fork begins with its origin's.</summary>
    public CheckpointRecord? Latest => Checkpoints.IsEmpty ? Spec?.Origin?.Checkpoint : Checkpoints[^1];

    /// <summary>True when a message of this attempt still counts.</summary>
    public bool Counts(int attempt) => attempt == Attempt && ExperimentLifecycle.HoldsSlot(State);

    public static ExperimentRecord Create(ExperimentSpec spec, DateTimeOffset now) => new()
    {
        Spec = spec,
        State = ExperimentState.Queued,
        Held = spec.Held,
        Granted = spec.Granted,
        Created = now,
        EpochsDone = spec.Origin?.Checkpoint.Epoch ?? 0,
        Step = spec.Origin?.Checkpoint.Step ?? 0,
        Reason = spec.Held ? "waits for its turn: the sweep bounds how many train at a time" : "waits for a slot",
    };

    public ExperimentRecord Admit() => Held ? this with { Held = false, Reason = "waits for a slot" } : this;

    /// <summary>The next attempt begins on a slot, from the last checkpoint.</summary>
    public ExperimentRecord? TakeSlot(SlotSnapshot slot, DateTimeOffset now)
    {
        if (Held || Move(ExperimentEvent.SlotTaken, $"slot of {slot.Silo}", now, Attempt + 1) is not { } next)
        {
            return null;
        }

        var from = Latest;
        var attempt = new AttemptSnapshot { Number = next.Attempt, Slot = slot.Key, Silo = slot.Silo, Started = now, FromStep = from?.Step ?? 0 };
        return next with
        {
            Slot = slot.Key,
            Started = Started ?? now,
            Reason = null,
            NotBefore = null,
            Attempts = Attempts.Add(attempt),
            EpochsDone = from?.Epoch ?? 0,
            Step = from?.Step ?? 0,
            BestValue = CommittedBest, // what was measured after the last checkpoint is measured again
            SecondsPerEpoch = 0,
            Curve = Curve.RemoveAll(point => point.Epoch > (from?.Epoch ?? 0)),
        };
    }

    public ExperimentRecord? Report(int attempt, ProgressReport report)
    {
        if (!Counts(attempt) || !ExperimentLifecycle.Transition(State, ExperimentEvent.Progressed).Accepted)
        {
            return null;
        }

        var next = this with { EpochsDone = report.EpochsDone, Step = report.Step, SecondsPerEpoch = report.SecondsPerEpoch };
        if (Attempts[^1].FirstStep is null && report.Rows is [var first, ..])
        {
            next = next with { Attempts = Attempts.SetItem(Attempts.Length - 1, Attempts[^1] with { FirstStep = first.Time }) };
        }

        foreach (var (row, (name, value)) in report.Rows.SelectMany(row => row.Values, (row, pair) => (row, pair)))
        {
            next = next.Measure(name, value, (int)Math.Round(row.Epoch));
        }

        return next;
    }

    /// <summary>The attempt has ended by itself.</summary>
    public ExperimentRecord? End(int attempt, AttemptOutcome outcome, DateTimeOffset now) =>
        !Counts(attempt) ? null : (this with { LetGo = LetGo.Except(outcome.Deleted) }).EndCounted(outcome, now);

    /// <summary>The slot did not take the attempt after all; that is nobody's fault.</summary>
    public ExperimentRecord? GiveBack(int attempt, string cause, DateTimeOffset now) =>
        !Counts(attempt) ? null
        : Asked is { } asked ? EndAttempt(ExperimentLifecycle.StoppedFor(asked), Reason ?? cause, now)
        : EndAttempt(ExperimentEvent.HandedOver, cause, now);

    private ExperimentRecord? EndCounted(AttemptOutcome outcome, DateTimeOffset now) => outcome.End switch
    {
        AttemptEnd.Completed => EndAttempt(ExperimentEvent.Completed, outcome.Reason, now, done: true),
        AttemptEnd.Failed => EndAttempt(ExperimentEvent.Failed, outcome.Reason, now),
        AttemptEnd.Stopped or AttemptEnd.GrantUsed when Asked is { } asked => EndAttempt(ExperimentLifecycle.StoppedFor(asked), Reason ?? outcome.Reason, now),
        AttemptEnd.Stopped => EndAttempt(ExperimentEvent.HandedOver, outcome.Reason, now),
        AttemptEnd.GrantUsed when EpochsDone >= Granted => EndAttempt(ExperimentEvent.GrantUsed, outcome.Reason, now),

        // It was granted more while it finished.
        AttemptEnd.GrantUsed => EndAttempt(ExperimentEvent.HandedOver, outcome.Reason, now),
        _ => Lose(Attempt, outcome.Reason, now),
    };

    private ExperimentRecord? EndAttempt(ExperimentEvent @event, string cause, DateTimeOffset now, bool done = false)
    {
        if (Move(@event, cause, now, Attempt) is not { } next)
        {
            return null;
        }

        var waits = next.State == ExperimentState.Queued;
        return next with
        {
            Slot = null,
            Asked = null,
            Reason = waits ? string.Create(CultureInfo.InvariantCulture, $"waits for a slot again{(NotBefore is { } time ? $", from {time:HH:mm:ss} UTC on" : "")}: {cause}") : cause,
            EpochsDone = done ? Spec!.Epochs : EpochsDone,
            SecondsPerEpoch = 0,
            Attempts = Attempts.IsEmpty ? Attempts : Attempts.SetItem(Attempts.Length - 1, Attempts[^1] with { Ended = now, Cause = cause }),
        };
    }

    private ExperimentRecord? Move(ExperimentEvent @event, string cause, DateTimeOffset now, int attempt)
    {
        var transition = ExperimentLifecycle.Transition(State, @event);
        return !transition.Accepted ? null : this with
        {
            State = transition.State,
            Attempt = attempt,
            Ended = ExperimentLifecycle.IsTerminal(transition.State) ? now : null,
            Transitions = Transitions.Add(new TransitionRecord(State, transition.State, cause, attempt, now)),
        };
    }

    private ExperimentRecord Measure(string name, double value, int epoch) =>
        (this with { LastMetrics = LastMetrics.SetItem(name, value) }) is var next && !string.Equals(name, Spec!.Objective.Metric, StringComparison.Ordinal)
            ? next
            : next with
            {
                LastValue = value,
                BestValue = Spec!.Objective.IsBetter(value, BestValue) ? value : BestValue,
                Curve = Curve.RemoveAll(point => point.Epoch >= epoch).Add(new EvaluatedEpoch(epoch, value)),
            };
}
