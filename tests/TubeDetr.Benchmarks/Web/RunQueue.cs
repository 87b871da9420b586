using System.Globalization;

namespace TubeDetr.Benchmarks.Web;

/// <summary>
/// How long a thread could run and had no core, as the kernel counts it (<c>/proc/…/schedstat</c>: nanoseconds on a core, nanoseconds of waiting for one). Unlike the time of a step it does not depend on how fast a shared machine is at the moment.
/// </summary>
internal static class RunQueue
{
    /// <summary>The thread of a process that has computed most so far.</summary>
    /// <returns>Its folder.</returns>
    public static string Busiest(int process) => Directory.EnumerateDirectories($"/proc/{process}/task").MaxBy(thread => Read(thread).Ran)!;

    public static TimeSpan Waited(string thread) => TimeSpan.FromMicroseconds(Read(thread).Waited / 1e3);

    private static (long Ran, long Waited) Read(string thread)
    {
        try
        {
            var figures = File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ');
            return (long.Parse(figures[0], CultureInfo.InvariantCulture), long.Parse(figures[1], CultureInfo.InvariantCulture));
        }
        catch (IOException) when (!Directory.Exists(thread))
        {
            return default; // it has just ended
        }
    }
}
