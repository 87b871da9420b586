namespace TubeDetr.Grid.Contracts.Metrics;

/// <summary>
/// The metric log does not have rows that it once took: its store came back without them. The trainer brings them again.
/// </summary>
[GenerateSerializer, Alias("tubedetr.MissingRowsException")]
public sealed class MissingRowsException(int attempt, long present) : Exception($"The metric log has {present} rows of attempt {attempt}, fewer than it took.")
{
    /// <summary>How many rows of the attempt the log has; less than 0 when it does not even know that the attempt began.</summary>
    [Id(0)]
    public long Present { get; } = present;
}
