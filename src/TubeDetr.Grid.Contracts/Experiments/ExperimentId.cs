using System.Globalization;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Contracts.Experiments;

/// <summary>Identity of an experiment, <c>{sweep}-{index}</c>, also the key of its grain, its metrics and its blobs.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.ExperimentId")]
public readonly record struct ExperimentId([property: Id(0)] string Value)
{
    /// <summary>The experiment at a place (from 0) of the order in which its sweep proposed them; shown counted from 1.</summary>
    public static ExperimentId Of(SweepId sweep, int index) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{sweep.Value}-{index + 1:00}"));

    /// <summary>The sweep that made it; an id that no sweep made is its own.</summary>
    public SweepId Sweep => new(Value.LastIndexOf('-') is > 0 and var end ? Value[..end] : Value);

    /// <summary>Its place (from 0) in the order of its sweep; -1 for an id that no sweep made.</summary>
    public int Index => int.TryParse(Value.AsSpan(Value.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number - 1 : -1;

    public override string ToString() => Value;
}
