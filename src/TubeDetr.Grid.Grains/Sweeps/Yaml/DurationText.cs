using System.Globalization;
using System.Text.RegularExpressions;

namespace TubeDetr.Grid.Grains.Sweeps.Yaml;

/// <summary>Reads and writes durations as people write them: <c>90m</c>, <c>1h 30m</c>, <c>2d</c>.</summary>
public static partial class DurationText
{
    private static readonly (string Unit, TimeSpan Length)[] Units =
        [("d", TimeSpan.FromDays(1)), ("h", TimeSpan.FromHours(1)), ("m", TimeSpan.FromMinutes(1)), ("s", TimeSpan.FromSeconds(1))];

    /// <summary>Null when it is no duration, or not longer than nothing.</summary>
    public static TimeSpan? Read(string text)
    {
        var match = Whole().Match(text);
        var parts = match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures, (number, unit) => LengthOf(unit.Value) * double.Parse(number.Value, CultureInfo.InvariantCulture));
        var sum = match.Success ? parts.Aggregate(TimeSpan.Zero, (all, part) => all + part) : TimeSpan.Zero;
        return sum > TimeSpan.Zero && sum < TimeSpan.FromDays(3650) ? sum : null;
    }

    public static string Write(TimeSpan duration)
    {
        var counts = new[] { duration.Days, duration.Hours, duration.Minutes, duration.Seconds };
        return string.Join(' ', counts.Zip(Units).Where(part => part.First > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.First}{part.Second.Unit}")));
    }

    private static TimeSpan LengthOf(string unit) => Units.First(known => string.Equals(known.Unit, unit, StringComparison.Ordinal)).Length;

    [GeneratedRegex(@"^\s*(?:(?<number>[0-9]{1,6}(?:\.[0-9]{1,6})?)(?<unit>[dhms])\s*)+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();
}
