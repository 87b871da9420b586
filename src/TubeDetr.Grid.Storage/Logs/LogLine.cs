using System.Globalization;

namespace TubeDetr.Grid.Storage.Logs;

/// <summary>How much a line of an experiment's log matters.</summary>
public enum LogLineLevel
{
    Info,
    Warning,
    Error,
}

/// <summary>A line of an experiment's log.</summary>
public sealed record LogLine(int Attempt, DateTimeOffset Time, LogLineLevel Level, string Text)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>As it is stored and shown: <c>2026-01-31T12:00:00.000Z INFO text</c>.</summary>
    public override string ToString() =>
        $"{Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)} {Level.ToString().ToUpperInvariant()} {Text}";

    /// <summary>Reads <see cref="ToString"/> back; null for text that is not a line.</summary>
    internal static LogLine? Parse(int attempt, string text)
    {
        var parts = text.Split(' ', 3);
        return parts is [var time, var level, var rest]
            && DateTimeOffset.TryParseExact(time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && Enum.TryParse<LogLineLevel>(level, ignoreCase: true, out var parsed)
                ? new LogLine(attempt, at, parsed, rest)
                : null;
    }
}
