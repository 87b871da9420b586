namespace TubeDetr.Training.Evaluation;

/// <summary>An overlap above which a tube counts as found.</summary>
/// <param name="Value">Greater than this, not equal.</param>
/// <param name="Name">As it stands in a metric's name, <c>viou@0.3</c>.</param>
internal sealed record OverlapThreshold(double Value, string Name)
{
    /// <summary>Those of the paper.</summary>
    public static IReadOnlyList<OverlapThreshold> All { get; } = [new(0.3, "0.3"), new(0.5, "0.5")];

    public int Count(double overlap) => overlap > Value ? 1 : 0;
}
