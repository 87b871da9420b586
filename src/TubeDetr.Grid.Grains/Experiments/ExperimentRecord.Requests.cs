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
        };
    }

    /// <summary>The sweep is paused; only what has never trained waits for it.</summary>
    public ExperimentRecord? Hold() => State == ExperimentState.Queued && Attempt == 0 && !Held
        ? this with { Held = true, Reason = "waits for its sweep, which is paused" }
        : null;

    /// <summary>Null when the priority is to change after the end.</summary>
    public ExperimentRecord? Amend(ExperimentAmendment amendment) =>
        amendment.Priority is not null && ExperimentLifecycle.IsTerminal(State) ? null : this with
        {
            AmendedPriority = amendment.Priority ?? AmendedPriority,
            Note = amendment.Note is { } note ? (note.Length > 0 ? note : null) : Note,
            Tags = Tags.Union(amendment.AddedTags).Except(amendment.RemovedTags),
        };
}
