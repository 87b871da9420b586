using System.Globalization;

namespace TubeDetr.Benchmarks.Web;

/// <summary>
/// How long a thread could run and had no core, as the kernel counts it (<c>/proc/…/schedstat</c>: nanoseconds on a core, nanoseconds of waiting for one). Unlike the time of a step it does not depend on how fast a shared machine is at the moment.
/// </summary>
internal static class RunQueue
{
    /// <summary>Linux keeps so many characters of the name of a thread.</summary>
    private const int NameLength = 15;

    /// <summary>The thread of a process that has a name.</summary>
    /// <returns>Its folder.</returns>
    public static string Of(int process, string name) =>
        Directory.EnumerateDirectories($"/proc/{process}/task").Single(thread => string.Equals(Read(thread, "comm").TrimEnd(), name[..Math.Min(name.Length, NameLength)], StringComparison.Ordinal));

    public static TimeSpan Ran(string thread) => Figure(thread, 0);

    public static TimeSpan Waited(string thread) => Figure(thread, 1);

    private static TimeSpan Figure(string thread, int index) => Read(thread, "schedstat") is { Length: > 0 } figures
        ? TimeSpan.FromMicroseconds(long.Parse(figures.Split(' ')[index], CultureInfo.InvariantCulture) / 1e3)
        : throw new InvalidOperationException($"{thread} has ended: nothing trains any more.");

    private static string Read(string thread, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, file));
        }
        catch (IOException) when (!Directory.Exists(thread))
        {
            return ""; // it has just ended
        }
    }
}
