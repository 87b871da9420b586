using System.Collections.Immutable;

namespace TubeDetr.Training.Options;

/// <summary>Options that cannot be trained with; lists everything that is wrong.</summary>
public sealed class InvalidOptionsException(ImmutableArray<string> errors) : Exception(string.Join("; ", errors) + ".")
{
    /// <summary>One sentence each.</summary>
    public ImmutableArray<string> Errors => errors;
}
