namespace TubeDetr.Grid.Cli.LocalCluster;

public enum ClusterEventKind
{
    /// <summary>A part is being started.</summary>
    Starting,

    /// <summary>A part answers.</summary>
    Ready,

    /// <summary>A child ended by itself; the text ends with its last lines.</summary>
    Crashed,

    /// <summary>A crashed child is started again.</summary>
    Restarting,

    /// <summary>A part is being stopped.</summary>
    Stopping,

    /// <summary>A part has ended, as asked.</summary>
    Stopped,

    /// <summary>Something a person should know; the cluster goes on.</summary>
    Warning,
}

/// <summary>Something that happened to one part of the local cluster, in words for people.</summary>
/// <param name="Part">Name of the part: <c>redis</c>, <c>storage</c>, <c>silo-1</c>, <c>web</c>. Also the name of its log file.</param>
public sealed record ClusterEvent(ClusterEventKind Kind, string Part, string Text);
