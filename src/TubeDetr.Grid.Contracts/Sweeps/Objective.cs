namespace TubeDetr.Grid.Contracts.Sweeps;

/// <summary>What a sweep optimises: a metric's name and the direction that is better.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.Objective")]
public sealed record Objective([property: Id(0)] string Metric, [property: Id(1)] bool Maximize)
{
    /// <summary>True when <paramref name="value"/> beats <paramref name="best"/>; anything finite beats nothing.</summary>
    public bool IsBetter(double value, double? best) =>
        double.IsFinite(value) && (best is not { } other || (Maximize ? value > other : value < other));
}
