using System.Globalization;

namespace TubeDetr.Grid.Web.Words;

/// <summary>Spans of time and distances from now, in at most two units.</summary>
public static class Durations
{
    /// <summary><c>45 s</c>, <c>12 min 5 s</c>, <c>2 h 14 min</c>, <c>3 d 4 h</c>; a dash for nothing.</summary>
    public static string Format(TimeSpan? span)
    {
        if (span is not { } time)
        {
            return Numbers.Absent;
        }

        var seconds = (long)Math.Round(Math.Max(0, time.TotalSeconds));
        return seconds switch
        {
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds} s"),
            < 3600 => Two(seconds / 60, "min", seconds % 60, "s"),
            < 86400 => Two(seconds / 3600, "h", seconds % 3600 / 60, "min"),
            _ => Two(seconds / 86400, "d", seconds % 86400 / 3600, "h"),
        };
    }

    /// <summary><c>just now</c>, <c>45 s ago</c>, <c>12 min ago</c>, <c>3 h ago</c>, <c>5 d ago</c>: one unit, since it changes while people read.</summary>
    public static string Ago(DateTimeOffset then, DateTimeOffset now)
    {
        var seconds = (long)(now - then).TotalSeconds;
        return seconds switch
        {
            < 5 => "just now",
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds} s ago"),
            < 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60} min ago"),
            < 86400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600} h ago"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86400} d ago"),
        };
    }

    private static string Two(long large, string largeUnit, long small, string smallUnit) => small == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{large} {largeUnit}")
        : string.Create(CultureInfo.InvariantCulture, $"{large} {largeUnit} {small} {smallUnit}");
}
