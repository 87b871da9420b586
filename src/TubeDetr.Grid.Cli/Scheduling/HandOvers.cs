using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Cli.Scheduling;

/// <summary>How long slots stood idle between two experiments: from the end of an attempt to the first step of the next one on the same slot, in milliseconds.</summary>
internal sealed class HandOvers
{
    private readonly List<double> _sorted;

    public HandOvers(IEnumerable<ExperimentSnapshot> experiments) => _sorted =
    [
        .. experiments.SelectMany(experiment => experiment.Attempts)
            .GroupBy(attempt => attempt.Slot, StringComparer.Ordinal)
            .SelectMany(slot => slot.OrderBy(attempt => attempt.Started).ToList() is var attempts
                ? attempts.Zip(attempts.Skip(1), (before, after) => (after.FirstStep - before.Ended)?.TotalMilliseconds)
                : [])
            .OfType<double>()
            .Order(),
    ];

    public int Count => _sorted.Count;

    /// <summary>The smallest time that this part of all does not exceed; NaN without any.</summary>
    public double Percentile(double part) => _sorted.Count == 0 ? double.NaN : _sorted[Math.Max(0, (int)Math.Ceiling(part * _sorted.Count) - 1)];
}
