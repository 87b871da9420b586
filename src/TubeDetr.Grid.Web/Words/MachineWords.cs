using System.Collections.Immutable;

namespace TubeDetr.Grid.Web.Words;

/// <summary>Words for what a silo measures of its machine.</summary>
public static class MachineWords
{
    private const double MiB = 1024 * 1024;

    /// <summary>What was measured, in order; empty before the first step.</summary>
    public static ImmutableArray<(string Name, string Value)> Of(ImmutableSortedDictionary<string, double> metrics)
    {
        var figures = ImmutableArray.CreateBuilder<(string Name, string Value)>();
        void Add(string metric, string name, Func<double, string> write)
        {
            if (metrics.TryGetValue(metric, out var value))
            {
                figures.Add((name, write(value)));
            }
        }

        Add("seconds_per_step", "Step", Seconds);
        Add("loader_wait", "of it waiting for data", wait => metrics.TryGetValue("seconds_per_step", out var step) && step > 0 ? $"{Seconds(wait)}, {Numbers.Percent(Math.Min(1, wait / step))}" : Seconds(wait));
        Add("eval_seconds", "Evaluation", value => Durations.Format(TimeSpan.FromSeconds(value)));
        Add("memory_mib", "Memory of the silo", value => Sizes.Format((long)(value * MiB)));
        Add("gpu_memory_mib", "Memory of the GPU in use", value => Sizes.Format((long)(value * MiB)));
        Add("gpu_utilization", "GPU busy", Numbers.Percent);
        return figures.ToImmutable();
    }

    private static string Seconds(double seconds) => seconds < 1 ? Numbers.Significant(Math.Round(1000 * seconds, 1)) + " ms" : Numbers.Significant(seconds) + " s";
}
