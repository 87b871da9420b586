using System.Globalization;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Parity;

namespace TubeDetr.Grid.Cli.Parity;

/// <summary>What became of golden cases, as lines of text.</summary>
internal static class ParityLines
{
    /// <summary>One line, <c>ok NAME  quantity deviation/tolerance · …</c>; below it, for a case that failed, each reason.</summary>
    public static IEnumerable<string> Of(ParityResult result, int width)
    {
        var quantities = string.Join(" · ", result.Deviations.Select(Short));
        yield return $"{(result.Passed ? "ok    " : "FAILED")} {result.Name.PadRight(width)}  {quantities}".TrimEnd();
        foreach (var deviation in result.Deviations.Where(deviation => !deviation.IsWithin))
        {
            yield return $"       {deviation.Quantity}: {Excess(deviation)} at {deviation.Where}";
        }

        if (!result.Passed && result.Fault is null && result.Deviations.Count == 0)
        {
            yield return "       nothing was compared";
        }

        foreach (var line in (result.Fault ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return "       " + line.TrimEnd();
        }
    }

    public static string Sum(IReadOnlyCollection<ParityResult> results) =>
        Format.Invariant($"{results.Count(result => result.Passed)} passed, {results.Count(result => !result.Passed)} failed");

    private static string Short(Deviation deviation) => deviation switch
    {
        { Tolerance: > 0 } => $"{deviation.Quantity} {Number(deviation.Largest)}/{Number(deviation.Tolerance)}",
        { Largest: 0 } => $"{deviation.Quantity} equal",
        _ => $"{deviation.Quantity} DIFFERS",
    };

    private static string Excess(Deviation deviation) => deviation switch
    {
        { Tolerance: > 0 } => $"{Number(deviation.Largest)} is more than {Number(deviation.Tolerance)}",
        { Largest: double.PositiveInfinity } => "differs",
        _ => Format.Invariant($"{deviation.Largest:0} of {deviation.Count} differ"),
    };

    private static string Number(double value) => value == 0 ? "0" : value.ToString("0.0e-0", CultureInfo.InvariantCulture).Replace(".0e", "e", StringComparison.Ordinal);
}
