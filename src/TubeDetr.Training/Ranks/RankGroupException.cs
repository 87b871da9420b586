namespace TubeDetr.Training.Ranks;

/// <summary>The ranks of a training cannot find each other, do not fit each other, or one is gone.</summary>
public sealed class RankGroupException(string message, Exception? inner = null) : Exception(message, inner);
