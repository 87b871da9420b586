using System.Globalization;

namespace TubeDetr.Benchmarks.Web;

/// <summary>
/// How long the threads of a process could run and had no core, as the kernel counts it (<c>/proc/…/schedstat</c>, the second number, nanoseconds). Unlike the time of a step it does not depend on how fast a shared machine is at the moment.
/// </summary>
internal static class RunQueue
{
    /// <summary>By thread.</summary>
    public static Dictionary<string, long> Waited(int process) => Directory.EnumerateDirectories($"/proc/{process}/task").Select(Read).OfType<KeyValuePair<string, long>>().ToDictionary(StringComparer.Ordinal);

    public static TimeSpan Since(int process, Dictionary<string, long> before) =>
        TimeSpan.FromMicroseconds(Waited(process).Sum(thread => thread.Value - before.GetValueOrDefault(thread.Key)) / 1e3);

    private static KeyValuePair<string, long>? Read(string thread)
    {
        try
        {
            return KeyValuePair.Create(thread, long.Parse(File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ')[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null; // it has just ended
        }
    }
}
