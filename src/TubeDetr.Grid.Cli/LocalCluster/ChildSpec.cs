namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>A child process of the cluster: what to start, when it is ready, how it ends.</summary>
public sealed record ChildSpec
{
    /// <summary>Name of the part and of its log file.</summary>
    public required string Name { get; init; }

    public required string Program { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Begin of the line that the child writes once it answers.</summary>
    public required string ReadyLine { get; init; }

    /// <summary>How long the child may take to write it.</summary>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long the child may take to end after SIGTERM, before SIGKILL.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest pause between a crash and the next start.</summary>
    public TimeSpan LongestPause { get; init; } = LocalClusterOptions.DefaultLongestPause;

    /// <summary>The signal that the system sends the child when this process ends without stopping it.</summary>
    public string OrphanSignal { get; init; } = "KILL";
}
