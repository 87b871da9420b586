using TorchSharp;

namespace TubeDetr.Parity;

/// <summary>Runs golden cases, one at a time: torch's generators and its thread count are the process's.</summary>
public static class ParityRun
{
    /// <summary>Runs one case. An unknown kind, and any error in it, is a failure with its reason.</summary>
    /// <param name="folder">The case.</param>
    /// <param name="time">The clock.</param>
    /// <param name="device">Where models and losses compute; null: the CPU. On a GPU in full single precision, which the tolerances are for: the 10 bits of TF32 are switched off.</param>
    public static ParityResult Of(string folder, TimeProvider time, torch.Device? device = null)
    {
        if (device?.type == DeviceType.CUDA)
        {
            torch.backends.cudnn.allow_tf32 = false;
            torch.backends.cuda.matmul.allow_tf32 = false;
        }

        var start = time.GetTimestamp();
        var comparison = new Comparison();
        var fault = ParityChecks.For(Path.GetFileName(folder)) is { } check
            ? Attempt(check, folder, device, comparison)
            : $"No check knows cases named {Path.GetFileName(folder)}; known beginnings: {string.Join(", ", ParityChecks.All.Select(known => known.Prefix).Order(StringComparer.Ordinal))}.";
        return new(folder, comparison.Deviations, fault, time.GetElapsedTime(start).TotalSeconds);
    }

    private static string? Attempt(ParityCheck check, string folder, torch.Device? device, Comparison comparison)
    {
        try
        {
            using var scope = torch.NewDisposeScope();
            using var golden = new GoldenCase(folder, device);
            check.Run(golden, comparison);
            return null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return fault.ToString();
        }
    }
}
