using TubeDetr.Grid.Storage.Logs;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary>Two readings of the end of a log that grows between them, and may lose its beginning.</summary>
internal static class LogOverlap
{
    /// <summary>How many lines at the start of <paramref name="after"/> are the end of <paramref name="before"/>.</summary>
    public static int Length(IReadOnlyList<LogLine> before, IReadOnlyList<LogLine> after)
    {
        for (var length = Math.Min(before.Count, after.Count); length > 0; length--)
        {
            var start = before.Count - length;
            if (before[start] == after[0] && Enumerable.Range(0, length).All(i => before[start + i] == after[i]))
            {
                return length;
            }
        }

        return 0;
    }
}
