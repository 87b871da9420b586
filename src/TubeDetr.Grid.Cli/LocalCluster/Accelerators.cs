using System.ComponentModel;
using System.Diagnostics;

namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>The GPUs of this machine, as NVIDIA's driver counts them.</summary>
public static class Accelerators
{
    public static async Task<int> Count(CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("nvidia-smi", "-L") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            var list = await process.StandardOutput.ReadToEndAsync(cancellation);
            await errors;
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? CountIn(list) : 0;
        }
        catch (Win32Exception)
        {
            return 0; // no driver, no GPU
        }
    }

    /// <param name="list">What <c>nvidia-smi -L</c> prints: a line <c>GPU 0: name (UUID: …)</c> for each.</param>
    public static int CountIn(string list) => list.Split('\n').Count(line => line.StartsWith("GPU ", StringComparison.Ordinal));
}
