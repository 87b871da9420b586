namespace TubeDetr.Training.Evaluation;

/// <summary>Predictions that cannot be scored.</summary>
public sealed class EvaluationException(string message) : Exception(message);
