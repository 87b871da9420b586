namespace TubeDetr.Grid.Storage;

/// <summary>Somebody else has appended to the log since it was opened: open it again.</summary>
public sealed class LogConflictException(string message, Exception? inner = null) : Exception(message, inner);
