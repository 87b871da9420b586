using System.Globalization;
using TorchSharp;
using TubeDetr.Grid.Grains.Trainers;

namespace TubeDetr.Grid.Silo.Training;

/// <summary>The device of this process.</summary>
internal static class TorchSlot
{
    /// <summary>Name of the one slot of a silo.</summary>
    private const string Name = "0";

    /// <summary>The slot that the command line asks for, with its device looked at; null for none. Sets the number of computing threads.</summary>
    /// <exception cref="Hosting.UnavailableException">The device is not there.</exception>
    public static SlotDescription? Describe(SiloArguments arguments)
    {
        if (arguments.Device is "none")
        {
            return null;
        }

        var device = arguments.Device is "auto" ? torch.cuda.is_available() ? "cuda:0" : "cpu" : arguments.Device;
        var isCpu = device is "cpu";
        if (!isCpu && (!torch.cuda.is_available() || Index(device) >= torch.cuda.device_count()))
        {
            throw new Hosting.UnavailableException(
                $"There is no device {device}: this build of libtorch sees {torch.cuda.device_count()} GPUs. Use --device cpu, or build with -p:TorchBackend=cuda on a machine with the driver.");
        }

        torch.set_num_threads(arguments.Threads > 0 ? arguments.Threads : isCpu ? Math.Max(1, Environment.ProcessorCount - 1) : 1);
        return new SlotDescription(Name, device, isCpu ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes : CudaMemory(Index(device))) { Labels = arguments.Labels };
    }

    /// <summary>Number of a GPU; null for the CPU.</summary>
    internal static int? IndexOf(string device) => device.StartsWith("cuda:", StringComparison.Ordinal) ? Index(device) : null;

    private static int Index(string device) => int.Parse(device.AsSpan(5), CultureInfo.InvariantCulture);

    /// <summary>0 where nobody tells.</summary>
    private static long CudaMemory(int index) => NvidiaSmi.Query(index, "memory.total") is [var mebibytes] ? (long)mebibytes * 1024 * 1024 : 0;
}
