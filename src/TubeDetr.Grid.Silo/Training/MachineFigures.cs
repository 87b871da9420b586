namespace TubeDetr.Grid.Silo.Training;

/// <summary>How the machine fares while it trains: <c>memory_mib</c> of this process; of its GPU, where it has one, <c>gpu_memory_mib</c> and <c>gpu_utilization</c> (0 to 1).</summary>
/// <param name="gpu">Number of the GPU; null for the CPU.</param>
/// <param name="query">Memory in use (MiB) and utilisation (percent) of a GPU; takes tens of milliseconds.</param>
/// <param name="time">For the pause between two questions.</param>
internal sealed class MachineFigures(int? gpu, Func<int, double[]?> query, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private const double MiB = 1024 * 1024;
    private Task<double[]?> _asked = Task.FromResult<double[]?>(null);
    private double[]? _known;
    private long _askedAt;

    public static MachineFigures Of(string device, TimeProvider time) =>
        new(TorchSlot.IndexOf(device), static index => NvidiaSmi.Query(index, "memory.used", "utilization.gpu"), time);

    /// <summary>What is known now; never waits for the GPU's answer.</summary>
    public IEnumerable<KeyValuePair<string, double>> Read()
    {
        yield return new("memory_mib", Math.Round(Environment.WorkingSet / MiB));
        if (gpu is not { } index)
        {
            yield break;
        }

        if (_asked.IsCompletedSuccessfully)
        {
            _known = _asked.Result ?? _known;
        }

        if (_asked.IsCompleted && (_askedAt == 0 || time.GetElapsedTime(_askedAt) >= Pause))
        {
            _askedAt = time.GetTimestamp();
            _asked = Task.Run(() => query(index));
        }

        if (_known is [var memory, var busy])
        {
            yield return new("gpu_memory_mib", memory);
            yield return new("gpu_utilization", busy / 100);
        }
    }
}
