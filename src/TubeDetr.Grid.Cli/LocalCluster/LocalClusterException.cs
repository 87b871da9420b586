namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>The cluster cannot start or go on, for a reason a person can remove: the message says what and how.</summary>
public sealed class LocalClusterException(string message, Exception? inner = null) : Exception(message, inner);
