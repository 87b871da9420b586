namespace TubeDetr.Training.Evaluation;

/// <summary>Start-end predictions of one batch, joined over the clips of each video, as frame ids.</summary>
public static class MomentAssembler
{
    /// <param name="logits">Start and end logits of each clip, [t, 2] row by row.</param>
    /// <param name="durations">Real frames of each clip.</param>
    /// <param name="videoIds">Video of each clip; clips of one video are neighbours.</param>
    /// <param name="framesId">Frame ids of each video, one list a video.</param>
    /// <param name="maskPadding">
    /// Never choose a padded position. The original masks padding only in a batch in which some video was divided; otherwise padding of a shorter video can win and then
    /// stands for frame 0.
    /// </param>
    /// <returns>One moment a video.</returns>
    public static IReadOnlyList<VideoMoment> Assemble(
        IReadOnlyList<float[]> logits,
        IReadOnlyList<int> durations,
        IReadOnlyList<string> videoIds,
        IReadOnlyList<IReadOnlyList<int>> framesId,
        bool maskPadding)
    {
        var videos = Neighbours(videoIds);
        var masked = maskPadding || videos.Count != videoIds.Count;
        return [.. videos.Select((clips, video) =>
        {
            float[][] ours = [.. clips.Select(clip => logits[clip])];
            int[]? real = masked ? [.. clips.Select(clip => durations[clip])] : null;
            var (start, end) = StartEndDecoder.Decode(ours, real);
            var (starts, ends) = StartEndDecoder.Probabilities(ours, real);
            var frames = framesId[video];
            return new VideoMoment(videoIds[clips[0]], FrameAt(frames, start), FrameAt(frames, end) + 1, Of(frames, starts), Of(frames, ends));
        })];
    }

    private static double FrameAt(IReadOnlyList<int> frames, int position) => position < frames.Count ? frames[position] : 0;

    private static float[] Of(IReadOnlyList<int> frames, float[] positions) => [.. positions.Take(frames.Count)];

    private static List<List<int>> Neighbours(IReadOnlyList<string> videoIds)
    {
        var groups = new List<List<int>>();
        for (var clip = 0; clip < videoIds.Count; clip++)
        {
            if (clip == 0 || !string.Equals(videoIds[clip], videoIds[clip - 1], StringComparison.Ordinal))
            {
                groups.Add([]);
            }

            groups[^1].Add(clip);
        }

        return groups;
    }
}
