using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>An event of the local cluster as text.</summary>
internal static class ClusterEventLine
{
    /// <summary>True for what a person should see even while nothing else is told.</summary>
    public static bool IsTrouble(ClusterEvent happened) =>
        happened.Kind is ClusterEventKind.Crashed or ClusterEventKind.Restarting or ClusterEventKind.Warning;

    public static string Plain(ClusterEvent happened) => $"{happened.Part}: {happened.Text}";

    /// <summary>Without the child's last lines: its first sentence, and where the rest is.</summary>
    public static string Short(ClusterEvent happened)
    {
        var lines = happened.Text.Split('\n');
        return lines.Length == 1 ? Plain(happened) : $"{happened.Part}: {lines[0].Replace(" Its last lines:", "", StringComparison.Ordinal)} {lines[^1]}";
    }

    public static string Markup(ClusterEvent happened)
    {
        var (sign, color) = happened.Kind switch
        {
            ClusterEventKind.Ready => ("✓", "green"),
            ClusterEventKind.Crashed => ("✗", "red"),
            ClusterEventKind.Restarting or ClusterEventKind.Warning => ("!", "yellow"),
            _ => ("·", "grey"),
        };
        return $"[{color}]{sign}[/] {StateWords.Safe(happened.Part)}: {StateWords.Safe(happened.Text)}";
    }
}
