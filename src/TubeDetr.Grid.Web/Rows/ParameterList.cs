using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Rows;

/// <summary>One hyper-parameter of an experiment's page.</summary>
/// <param name="Name">The original script's name.</param>
/// <param name="Value">As people write it.</param>
/// <param name="Chosen">It was set for this experiment; otherwise the default stands.</param>
/// <param name="Default">The default where it differs; null otherwise.</param>
/// <param name="Help">One sentence.</param>
public sealed record ParameterLine(string Name, string Value, bool Chosen, string? Default, string? Help);

/// <summary>Hyper-parameters under one heading.</summary>
public sealed record ParameterGroup(string Name, ImmutableArray<ParameterLine> Lines);

/// <summary>What was chosen for an experiment among all that there is.</summary>
public static class ParameterList
{
    /// <summary>What was chosen first, then everything by the silo's headings; without definitions only what was chosen.</summary>
    public static ImmutableArray<ParameterGroup> Of(HyperParameterSet chosen, ImmutableArray<HyperParameterDefinition> definitions)
    {
        var known = definitions.ToDictionary(d => d.Name, StringComparer.Ordinal);
        var first = new ParameterGroup("Chosen", [.. chosen.Values.Select(pair => Chosen(pair.Key, pair.Value, known.GetValueOrDefault(pair.Key)))]);
        var rest = definitions
            .Where(d => !chosen.Values.ContainsKey(d.Name))
            .GroupBy(d => d.Group, StringComparer.Ordinal)
            .Select(g => new ParameterGroup(g.Key, [.. g.Select(d => new ParameterLine(d.Name, Written(d.Default), false, null, d.Help))]));
        return [.. rest.Prepend(first).Where(group => !group.Lines.IsEmpty)];
    }

    private static ParameterLine Chosen(string name, HyperParameterValue value, HyperParameterDefinition? definition) => new(
        name,
        Written(value),
        true,
        definition is null || definition.Default == value ? null : Written(definition.Default),
        definition?.Help);

    private static string Written(HyperParameterValue value) => value.Text is { Length: > 0 } ? SweepWords.Value(value) : "(empty)";
}
