using System.Globalization;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>Numbers, times and sizes as people read them; the same in every culture.</summary>
public static class Format
{
    private static readonly string[] ByteUnits = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Four significant digits: <c>0.4512</c>, <c>12.3</c>, <c>3e-5</c>; an en dash for nothing.</summary>
    public static string Number(double? value) => value switch
    {
        null => "–",
        0 => "0",
        { } v when !double.IsFinite(v) => v.ToString(CultureInfo.InvariantCulture),
        { } v when Math.Abs(v) is >= 1e-4 and < 1e6 => WithDigits(v),
        { } v => v.ToString("0.###e-0", CultureInfo.InvariantCulture),
    };

    /// <summary>Two leading units: <c>850 ms</c>, <c>12 s</c>, <c>3 min 05 s</c>, <c>2 h 14 min</c>, <c>3 d 4 h</c>.</summary>
    public static string Duration(TimeSpan? value)
    {
        if (value is not { } time)
        {
            return "–";
        }

        time = time < TimeSpan.Zero ? TimeSpan.Zero : time;
        if (time >= TimeSpan.FromSeconds(1))
        {
            time = TimeSpan.FromSeconds(Math.Round(time.TotalSeconds));
        }

        return time switch
        {
            { TotalSeconds: < 1 } => Invariant($"{time.TotalMilliseconds:0} ms"),
            { TotalSeconds: < 60 } => Invariant($"{time.TotalSeconds:0} s"),
            { TotalMinutes: < 60 } => Invariant($"{time.Minutes} min {time.Seconds:00} s"),
            { TotalHours: < 24 } => Invariant($"{time.Hours} h {time.Minutes:00} min"),
            _ => Invariant($"{(int)time.TotalDays} d {time.Hours} h"),
        };
    }

    /// <summary><c>512 B</c>, <c>1.5 MiB</c>, <c>3.25 GiB</c>.</summary>
    public static string Bytes(long bytes)
    {
        var value = (double)bytes;
        var unit = 0;
        while (Math.Abs(value) >= 1024 && unit < ByteUnits.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return unit == 0 ? Invariant($"{bytes} B") : Invariant($"{value:0.##} {ByteUnits[unit]}");
    }

    /// <summary>A moment in UTC, to the second.</summary>
    public static string Time(DateTimeOffset? time) =>
        time?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>Epochs done of epochs: <c>1.4/3</c>.</summary>
    public static string Epochs(double done, double total) => Invariant($"{done:0.#}/{total:0.#}");

    /// <summary><c>1 experiment</c>, <c>6 experiments</c>.</summary>
    public static string Count(long count, string noun) => Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

    public static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string WithDigits(double value)
    {
        var decimals = Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 7);
        var text = value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }
}
