namespace TubeDetr.Training;

/// <summary>Where the seconds of a step went. A GPU computes behind the host's back: there the parts say only what the host did.</summary>
/// <param name="Forward">Model and losses.</param>
/// <param name="Backward">Gradients.</param>
/// <param name="Update">Clipping, optimiser and moving average.</param>
public readonly record struct StepTimes(double Forward, double Backward, double Update);
