namespace TubeDetr.Grid.Storage;

/// <summary>The blob store does not answer, or refuses to be used; the message is a sentence that says what to do.</summary>
public sealed class StorageAwayException(string message, Exception? inner = null) : Exception(message, inner);
