namespace TubeDetr.Training.Evaluation;

/// <summary>When the model says that something happens.</summary>
/// <param name="VideoId">The video.</param>
/// <param name="Start">First frame.</param>
/// <param name="End">End, exclusive.</param>
/// <param name="StartProbabilities">Of each frame of the video to be the first.</param>
/// <param name="EndProbabilities">Of each frame of the video to be the last.</param>
public readonly record struct VideoMoment(string VideoId, double Start, double End, IReadOnlyList<float> StartProbabilities, IReadOnlyList<float> EndProbabilities);
