using TubeDetr.Data;

namespace TubeDetr.Training.Evaluation;

/// <summary>One video of an evaluation: what is true, what was predicted, how well they agree.</summary>
public sealed record VideoResult(GroundTruthTube Truth, TubePrediction Prediction, TubeScore Score);
