using System.Buffers;
using System.Collections.Immutable;

namespace TubeDetr.Grid.Contracts.Experiments;

/// <summary>What people may change about an experiment without touching its training; what is null or empty stays as it is.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.ExperimentAmendment")]
public sealed record ExperimentAmendment
{
    /// <summary>A greater one goes first.</summary>
    [Id(0)] public int? Priority { get; init; }

    /// <summary>Free text; empty takes the note away.</summary>
    [Id(1)] public string? Note { get; init; }

    [Id(2)] public ImmutableArray<string> AddedTags { get; init; } = [];

    [Id(3)] public ImmutableArray<string> RemovedTags { get; init; } = [];

    /// <summary>What it is drawn in everywhere, as <c>#rrggbb</c>; empty gives it back the colour of its place in the sweep.</summary>
    [Id(4)] public string? Colour { get; init; }

    /// <summary>True for what <see cref="Colour"/> may be.</summary>
    public static bool IsColour(string text) => text.Length == 0 || (text.Length == 7 && text[0] == '#' && text.AsSpan(1).IndexOfAnyExcept(HexDigits) < 0);

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
}
