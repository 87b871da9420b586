namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>Where a silo of the local cluster lives, when that is not this process's own network.</summary>
/// <param name="Host">Address at which it listens and is reached.</param>
/// <param name="Prefix">The program, with its arguments, that starts it there; it must become the silo's process itself.</param>
public sealed record SiloPlace(string Host, IReadOnlyList<string> Prefix);
