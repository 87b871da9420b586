namespace TubeDetr.Parity;

/// <summary>What became of one golden case.</summary>
/// <param name="Folder">Full path of the case.</param>
/// <param name="Deviations">Every quantity that was compared.</param>
/// <param name="Fault">Why it could not be compared, or an error of the product; null when it ran to its end.</param>
/// <param name="Seconds">Time it took.</param>
public sealed record ParityResult(string Folder, IReadOnlyCollection<Deviation> Deviations, string? Fault, double Seconds)
{
    public string Name => Path.GetFileName(Folder);

    /// <summary>A case that compared nothing has not passed.</summary>
    public bool Passed => Fault is null && Deviations.Count > 0 && Deviations.All(deviation => deviation.IsWithin);
}
