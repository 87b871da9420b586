using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace TubeDetr.Grid.Silo.Training;

/// <summary>The driver's own program, for what libtorch's C interface does not tell.</summary>
internal static class NvidiaSmi
{
    /// <param name="index">Number of the GPU.</param>
    /// <param name="fields">Such as <c>memory.total</c> (MiB), <c>utilization.gpu</c> (percent).</param>
    /// <returns>A number per field; null where the program or a number is not there.</returns>
    public static double[]? Query(int index, params ReadOnlySpan<string> fields)
    {
        try
        {
            var start = new ProcessStartInfo("nvidia-smi", [$"--query-gpu={string.Join(',', fields)}", "--format=csv,noheader,nounits", "-i", index.ToString(CultureInfo.InvariantCulture)])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start)!;
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return Read(text, fields.Length);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Reads its one line; a GPU that does not measure something answers with words.</summary>
    internal static double[]? Read(string text, int fields)
    {
        var numbers = text.Trim().Split(',').Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
        return numbers.Length == fields && numbers.All(double.IsFinite) ? numbers : null;
    }
}
