namespace TubeDetr.Grid.Contracts.Experiments;

/// <summary>What is to be done when an attempt is lost for a reason that matches a pattern.</summary>
/// <param name="Pattern">A regular expression without look-around and back-references, looked for in the cause and in the last lines of a silo that crashed.</param>
[GenerateSerializer, Immutable, Alias("tubedetr.FailureRule")]
public sealed record FailureRule([property: Id(0)] string Pattern, [property: Id(1)] FailureAction Action);

/// <summary>What a failure rule does.</summary>
[GenerateSerializer, Alias("tubedetr.FailureAction")]
public enum FailureAction
{
    /// <summary>The experiment ends as failed, however many attempts are left.</summary>
    CancelRetries,

    /// <summary>It goes on, but never again on that silo.</summary>
    ExcludeSlot,
}
