using System.Globalization;

namespace TubeDetr.Grid.Web.Words;

/// <summary>Moments in UTC, where a text has to stand for itself.</summary>
public static class Moments
{
    /// <summary><c>2026-03-01 12:00</c>; a dash for nothing.</summary>
    public static string Minute(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? Numbers.Absent;
}
