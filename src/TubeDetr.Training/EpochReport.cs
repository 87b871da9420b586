namespace TubeDetr.Training;

/// <summary>One epoch of training.</summary>
/// <param name="Epoch">Epochs done, this one included.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Averages">
/// Averages over all steps of the epoch, also over those before an interruption, except for times, which are those since: the original's (<c>loss</c>, weighted losses by name, the same with <c>_unscaled</c>, and the rates set
/// after each step as <c>lr</c>, <c>lr_backbone</c>, <c>lr_text_encoder</c>) and ours (<c>grad_norm</c>, <c>seconds_per_step</c>, <c>loader_wait</c>);
/// and, where there were any, <c>skipped_clips</c>: how many clips of the epoch another took the place of because their video is missing, broken or too short.
/// </param>
public sealed record EpochReport(int Epoch, long Step, IReadOnlyDictionary<string, double> Averages)
{
    internal const string SkippedClips = "skipped_clips";
}
