using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Web.Drafts;

/// <summary>What is wrong with a draft, found by the field that it is about.</summary>
public sealed class DraftErrors
{
    private readonly SweepDraft? draft;

    private DraftErrors(SweepDraft? draft, ImmutableArray<SweepError> all) => (this.draft, All) = (draft, all);

    public static DraftErrors None { get; } = new(null, []);

    /// <summary>By line; those without one last.</summary>
    public ImmutableArray<SweepError> All { get; }

    /// <summary>A text that is no YAML has this one fault alone, and at once.</summary>
    public static DraftErrors Of(SweepDraft draft, ImmutableArray<SweepError> errors) =>
        new(draft, draft.Fault is { } fault ? [new SweepError(draft.FaultLine, fault)] : errors);

    /// <summary>About a hyper-parameter: on its lines, or beginning with its name.</summary>
    public ImmutableArray<string> OfParameter(string name)
    {
        var entry = draft?.Entries.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.Ordinal));
        return [.. All.Where(error => (entry is not null && error.Line >= entry.Line && error.Line <= entry.LastLine) || error.Message.StartsWith(name + ":", StringComparison.Ordinal)).Select(error => error.Message)];
    }

    /// <summary>About a key at the top or below one: on its line.</summary>
    public ImmutableArray<string> OfKey(string path) =>
        draft?.Line(path) is { } line ? [.. All.Where(error => error.Line == line).Select(error => error.Message)]
        : [.. All.Where(error => error.Message.StartsWith(path + " ", StringComparison.Ordinal)).Select(error => error.Message)];
}
