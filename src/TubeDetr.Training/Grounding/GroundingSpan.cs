using TubeDetr.Data.Video;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Grounding;

/// <summary>Which frames of a video the model looks at (<c>demo_stvg.py</c> of the original): those of the span at <c>fps</c>, more sparsely where they would be too many.</summary>
internal static class GroundingSpan
{
    /// <param name="video">The video.</param>
    /// <param name="start">First second; null for the beginning.</param>
    /// <param name="end">Last second; null for the end.</param>
    /// <param name="options">Of which <c>fps</c> and the longest clip are read.</param>
    /// <exception cref="InvalidOptionsException">The span is not in the video.</exception>
    public static VideoSpan Of(VideoProperties video, double? start, double? end, TrainingOptions options)
    {
        var (from, to) = (start ?? video.Start, end ?? video.End);
        if (Fault(video, from, to) is { } fault)
        {
            throw new InvalidOptionsException([fault]);
        }

        var duration = to - from;
        return new(video, from, duration, Math.Min(options.Fps * duration, Longest(options)) / duration);
    }

    /// <summary>The most frames that the model can look at together.</summary>
    public static int Longest(TrainingOptions options) => Math.Min(options.VideoMaxLen, options.VideoMaxLenTrain);

    private static string? Fault(VideoProperties video, double from, double to)
    {
        var whole = FormattableString.Invariant($"{video.Path} goes from {video.Start:0.##} to {video.End:0.##} s");
        return from switch
        {
            < 0 => FormattableString.Invariant($"start: {from:0.##} s is before the beginning; {whole}"),
            _ when from >= video.End => FormattableString.Invariant($"start: {from:0.##} s is after the end; {whole}"),
            _ when to > video.End + 0.05 => FormattableString.Invariant($"end: {to:0.##} s is after the end; {whole}"),
            _ when to <= from => FormattableString.Invariant($"end: {to:0.##} s is not after start, {from:0.##} s"),
            _ => null,
        };
    }
}
