namespace TubeDetr.Training.Checkpoints;

/// <summary>A checkpoint that cannot be read or does not fit; the message is a sentence for people.</summary>
public sealed class CheckpointException(string message, Exception? inner = null) : Exception(message, inner);
