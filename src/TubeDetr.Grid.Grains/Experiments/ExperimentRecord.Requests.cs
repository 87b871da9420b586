using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Grains.Experiments;

/// <content>What people ask and amend.</content>
public sealed partial record ExperimentRecord
{
    /// <summary>What was asked takes effect at once where no attempt runs, else after a last checkpoint; to cancel overrules what was asked before.</summary>
    public ExperimentRecord? Ask(ExperimentRequest request, string cause, DateTimeOffset now)
    {
        var asking = ExperimentLifecycle.Asking(request);
        return (State == ExperimentState.Stopping && Asked == asking) || Move(asking, cause, now, Attempt) is not { } next ? null : next with
        {
            Asked = next.State == ExperimentState.Stopping ? asking : null,
            Reason = next.State == ExperimentState.Queued ? $"waits for a slot again: {cause}" : cause,
            Held = false,
            NotBefore = null,

            // A person who lets it go on past its grant takes it out of the sweep's hands.
            Granted = WaitsForGrant && next.State == ExperimentState.Queued ? null : Granted,
        };
    }

    private bool WaitsForGrant => State == ExperimentState.Paused && EpochsDone >= Granted;

    /// <summary>It may train more epochs; where it waited for that, it goes on. Null when it has them already or has ended.</summary>
    public ExperimentRecord? Grant(int? epochs, string cause, DateTimeOffset now) =>
        ExperimentLifecycle.IsTerminal(State) || Granted is not { } granted || epochs <= granted ? null
        : WaitsForGrant ? Move(ExperimentEvent.ResumeAsked, cause, now, Attempt)! with { Granted = epochs, Reason = $"waits for a slot again: {cause}" }
        : this with { Granted = epochs };

    /// <summary>Ended early: at once where no attempt runs, else after a last checkpoint.</summary>
    public ExperimentRecord? Prune(string cause, DateTimeOffset now) => Move(ExperimentEvent.PruneAsked, cause, now, Attempt) is not { } next ? null : next with
    {
        Asked = next.State == ExperimentState.Stopping ? ExperimentEvent.PruneAsked : null,
        Reason = cause,
        Held = false,
    };

    /// <summary>The sweep is paused; only what has never trained waits for it.</summary>
    public ExperimentRecord? Hold() => State == ExperimentState.Queued && Attempt == 0 && !Held
        ? this with { Held = true, Reason = "waits for its sweep, which is paused" }
        : null;

    /// <summary>Null when the priority is to change after the end, or for what is no colour.</summary>
    public ExperimentRecord? Amend(ExperimentAmendment amendment) =>
        (amendment.Priority is not null && ExperimentLifecycle.IsTerminal(State)) || !ExperimentAmendment.IsColour(amendment.Colour ?? "") ? null : this with
        {
            AmendedPriority = amendment.Priority ?? AmendedPriority,
            Note = amendment.Note is { } note ? (note.Length > 0 ? note : null) : Note,
            Colour = amendment.Colour is { } colour ? (colour.Length > 0 ? colour : null) : Colour,
            Tags = Tags.Union(amendment.AddedTags).Except(amendment.RemovedTags),
        };
}
