namespace TubeDetr.Grid.Storage.Metrics;

/// <summary>Where the attempts of an experiment began, as far as its metric log was read.</summary>
public sealed class AttemptBegins
{
    private readonly Dictionary<int, long> _steps = [];

    public void Add(MetricLogEntry.Begin begin) => _steps[begin.Attempt] = begin.FromStep;

    /// <summary>The step from which an attempt went on; null for one that never began.</summary>
    public long? StepOf(int attempt) => _steps.TryGetValue(attempt, out var step) ? step : null;
}
