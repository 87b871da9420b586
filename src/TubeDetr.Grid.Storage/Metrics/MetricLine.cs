using System.Text.Json;
using System.Text.Json.Serialization;
using TubeDetr.Grid.Contracts.Metrics;

namespace TubeDetr.Grid.Storage.Metrics;

/// <summary>The text of a metric log's line: JSON, readable by any tool. A line holds either <c>begin</c> and <c>from</c>, or a row.</summary>
internal sealed record MetricLine
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public int? Begin { get; init; }

    public long? From { get; init; }

    public long? Sequence { get; init; }

    public int? Attempt { get; init; }

    public long? Step { get; init; }

    public double? Epoch { get; init; }

    public DateTimeOffset? Time { get; init; }

    /// <summary>A JSON object keeps the order in which it is written.</summary>
    public Dictionary<string, double>? Values { get; init; }

    public static void Write(Stream destination, MetricLogEntry entry)
    {
        JsonSerializer.Serialize(destination, Of(entry), Format);
        destination.WriteByte((byte)'\n');
    }

    public static MetricLogEntry Read(string text)
    {
        var line = JsonSerializer.Deserialize<MetricLine>(text, Format) ?? throw new JsonException("A metric log's line is empty.");
        return line switch
        {
            { Begin: { } attempt, From: { } step } => new MetricLogEntry.Begin(attempt, step),
            { Sequence: { } sequence, Attempt: { } attempt, Step: { } step, Epoch: { } epoch, Time: { } time, Values: { } values } =>
                new MetricLogEntry.Measured(new MetricRow { Sequence = sequence, Attempt = attempt, Step = step, Epoch = epoch, Time = time, Values = [.. values] }),
            _ => throw new JsonException($"Not a line of a metric log: {text}"),
        };
    }

    private static MetricLine Of(MetricLogEntry entry) => entry switch
    {
        MetricLogEntry.Begin begin => new MetricLine { Begin = begin.Attempt, From = begin.FromStep },
        MetricLogEntry.Measured { Row: var row } => new MetricLine
        {
            Sequence = row.Sequence,
            Attempt = row.Attempt,
            Step = row.Step,
            Epoch = row.Epoch,
            Time = row.Time,
            Values = new Dictionary<string, double>(row.Values, StringComparer.Ordinal),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(entry)),
    };
}
