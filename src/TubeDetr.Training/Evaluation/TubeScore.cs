namespace TubeDetr.Training.Evaluation;

/// <summary>How well one tube was found.</summary>
/// <param name="TemporalIou">Overlap of the annotated and the predicted moment; null without a start-end head.</param>
/// <param name="VideoIou">Overlap of the boxes summed over the frames of both moments, over the frames of either (vIoU); null without a start-end head.</param>
/// <param name="GivenMomentIou">Mean overlap of the boxes where the annotated moment is given.</param>
/// <param name="FrameIous">Overlap in each annotated frame.</param>
public sealed record TubeScore(double? TemporalIou, double? VideoIou, double GivenMomentIou, IReadOnlyDictionary<int, double> FrameIous);
