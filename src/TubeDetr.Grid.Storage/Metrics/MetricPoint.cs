namespace TubeDetr.Grid.Storage.Metrics;

/// <summary>One value of one metric.</summary>
public readonly record struct MetricPoint(long Step, double Epoch, DateTimeOffset Time, double Value);
