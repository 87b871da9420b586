using System.Collections.Immutable;

namespace TubeDetr.Grid.Contracts.Experiments;

/// <summary>One tenure of an experiment on a slot. Its number, from 1, is the fencing token of everything it writes.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.AttemptSnapshot")]
public sealed record AttemptSnapshot
{
    [Id(0)] public required int Number { get; init; }

    /// <summary>Key of the slot, <c>{silo}/{slot}</c>.</summary>
    [Id(1)] public required string Slot { get; init; }

    /// <summary>Name of the silo for people.</summary>
    [Id(2)] public required string Silo { get; init; }

    [Id(3)] public required DateTimeOffset Started { get; init; }

    [Id(4)] public DateTimeOffset? Ended { get; init; }

    /// <summary>Global step from which it went on; 0 for a fresh start.</summary>
    [Id(5)] public long FromStep { get; init; }

    /// <summary>Why it ended: "completed", "silo lost", "cancelled by a person", an error.</summary>
    [Id(6)] public string? Cause { get; init; }

    /// <summary>When its first step was done; null before.</summary>
    [Id(7)] public DateTimeOffset? FirstStep { get; init; }

    /// <summary>What its silo wrote last, oldest first, when it crashed and that is known.</summary>
    [Id(8)] public ImmutableArray<string> LastLines { get; init; } = [];

    /// <summary>
    /// What it computes with, by name: <c>commit</c> and <c>changes</c> of the program, <c>data</c> (digest of all that is read), <c>device</c>, <c>torchsharp</c>, … Empty before its
    /// model is built, and where all experiments of a sweep are listed.
    /// </summary>
    [Id(9)] public ImmutableSortedDictionary<string, string> Provenance { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
