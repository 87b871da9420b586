namespace TubeDetr.Parity;

/// <summary>How far one quantity is from the original's.</summary>
/// <param name="Quantity">Its name in the golden README's table of tolerances, or near it.</param>
/// <param name="Largest">Greatest deviation found; 0 or the number of differences where equality is asked for, infinity where shapes, types or counts differ.</param>
/// <param name="Tolerance">What is allowed; 0 asks for equality.</param>
/// <param name="Where">Where it was found: a tensor, a step, a file.</param>
/// <param name="Count">Numbers compared.</param>
public sealed record Deviation(string Quantity, double Largest, double Tolerance, string Where, long Count)
{
    public bool IsWithin => Largest <= Tolerance;
}
