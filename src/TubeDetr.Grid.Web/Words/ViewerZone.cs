namespace TubeDetr.Grid.Web.Words;

/// <summary>The time zone of whoever looks at a page. Until the browser has told, and where it has none: UTC.</summary>
public sealed record ViewerZone(string Name, TimeZoneInfo Rules)
{
    public static ViewerZone Utc { get; } = new("UTC", TimeZoneInfo.Utc);

    /// <param name="name">As the browser has it: <c>Europe/Berlin</c>.</param>
    /// <param name="minutes">How far its clock is before UTC now, for a server that does not know the zone.</param>
    public static ViewerZone Of(string? name, int minutes) =>
        name is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var rules) ? new(name, rules)
        : minutes == 0 ? Utc
        : Fixed(TimeSpan.FromMinutes(Math.Clamp(minutes, -14 * 60, 14 * 60)));

    /// <summary>What the clock on the wall shows, as milliseconds since 1970 there.</summary>
    public double Wall(DateTimeOffset time) => (time.UtcDateTime + Rules.GetUtcOffset(time) - DateTime.UnixEpoch).TotalMilliseconds;

    /// <summary>The moment at which the clock on the wall shows that; in the hour that comes twice, the one by summer time.</summary>
    public DateTimeOffset At(double wall) => DateTimeOffset.FromUnixTimeMilliseconds((long)wall) - Rules.GetUtcOffset(DateTime.UnixEpoch.AddMilliseconds(wall) - Rules.BaseUtcOffset);

    private static ViewerZone Fixed(TimeSpan offset)
    {
        var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}");
        return new(name, TimeZoneInfo.CreateCustomTimeZone(name, offset, name, name));
    }
}
