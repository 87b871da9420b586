namespace TubeDetr.Grid.Web.Live;

/// <summary>
/// The latest that is known of something: its value (null when the grid has no such thing), when that was read, and, while it cannot be read
/// any more, the sentence that says why. A fault keeps the last value, so that a page grows stale instead of empty.
/// </summary>
public sealed record News<T>(T? Value, DateTimeOffset At, string? Fault)
    where T : class
{
    /// <summary>The grid has answered at least once.</summary>
    public bool Known { get; init; }

    /// <summary>True when only the time is another.</summary>
    public bool SaysTheSameAs(News<T> other) => ReferenceEquals(Value, other.Value) && string.Equals(Fault, other.Fault, StringComparison.Ordinal) && Known == other.Known;
}
