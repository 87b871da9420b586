namespace TubeDetr.Data;

/// <summary>One file of processed annotations.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Videos">Annotations in it.</param>
/// <param name="Skipped">Annotations left out because what they are about is not there.</param>
public sealed record PreparedFile(string Path, int Videos, int Skipped);
