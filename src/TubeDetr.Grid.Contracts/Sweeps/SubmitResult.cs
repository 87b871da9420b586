using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace TubeDetr.Grid.Contracts.Sweeps;

/// <summary>Answer to a submitted sweep: accepted as a sweep, or refused with everything that is wrong with it.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.SubmitResult")]
public sealed record SubmitResult
{
    private SubmitResult()
    {
    }

    [MemberNotNullWhen(true, nameof(Sweep))]
    public bool Accepted => Sweep is not null;

    [Id(0)] public SweepSnapshot? Sweep { get; private init; }

    [Id(1)] public ImmutableArray<SweepError> Errors { get; private init; } = [];

    public static SubmitResult Of(SweepSnapshot sweep) => new() { Sweep = sweep };

    public static SubmitResult Refused(IEnumerable<SweepError> errors) => new() { Errors = [.. errors] };
}

/// <summary>One thing that is wrong with a submitted sweep, with the line (from 1) of the YAML where there is one.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.SweepError")]
public sealed record SweepError([property: Id(0)] int? Line, [property: Id(1)] string Message)
{
    public override string ToString() => Line is { } line ? $"line {line}: {Message}" : Message;
}
