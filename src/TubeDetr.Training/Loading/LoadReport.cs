namespace TubeDetr.Training.Loading;

/// <summary>What became of the tensors of a file of weights.</summary>
/// <param name="Loaded">Names of the model that got their values from the file.</param>
/// <param name="Missing">Names of the model that the file lacks; they keep their first values.</param>
/// <param name="Unknown">Names of the file that the model lacks; they are ignored.</param>
public sealed record LoadReport(IReadOnlyList<string> Loaded, IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown)
{
    /// <summary>One line for a log.</summary>
    public override string ToString() =>
        $"{Loaded.Count} tensors loaded{Part(", {0} of the model not in the file", Missing)}{Part(", {0} of the file not in the model", Unknown)}";

    private static string Part(string format, IReadOnlyList<string> names) => names.Count == 0
        ? ""
        : string.Format(System.Globalization.CultureInfo.InvariantCulture, format, names.Count) + $" ({string.Join(", ", names.Take(3))}{(names.Count > 3 ? ", …" : "")})";
}
