namespace TubeDetr.Training.Learning;

/// <summary>What a step of the learner gives.</summary>
internal readonly record struct StepResult(LossValues Losses, float GradientNorm, StepTimes Times);
