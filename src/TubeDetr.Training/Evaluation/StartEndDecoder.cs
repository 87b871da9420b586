namespace TubeDetr.Training.Evaluation;

/// <summary>
/// From start and end logits to the most probable moment (<c>PostProcessSTVG</c> of the original): the pair start &lt; end with the greatest product of
/// probabilities, in single precision.
/// </summary>
public static class StartEndDecoder
{
    /// <param name="logits">Start and end logits of each position, [t, 2] row by row.</param>
    /// <param name="durations">
    /// Real frames of each clip of the video, in order, where it was divided into clips of t positions: only these count. Null for an undivided video, whose padded
    /// positions count as the original lets them.
    /// </param>
    public static (int Start, int End) Decode(IReadOnlyList<float[]> logits, IReadOnlyList<int>? durations)
    {
        var start = Track(logits, durations, 0);
        var end = Track(logits, durations, 1);
        LogSoftmax(start);
        LogSoftmax(end);
        return BestPair(start, end);
    }

    /// <summary>How probable each position is as the first and as the last of the moment, over all positions of the video.</summary>
    /// <param name="logits">As for <see cref="Decode"/>.</param>
    /// <param name="durations">As for <see cref="Decode"/>.</param>
    public static (float[] Start, float[] End) Probabilities(IReadOnlyList<float[]> logits, IReadOnlyList<int>? durations) =>
        (Probabilities(Track(logits, durations, 0)), Probabilities(Track(logits, durations, 1)));

    private static float[] Probabilities(float[] track)
    {
        LogSoftmax(track);
        return [.. track.Select(MathF.Exp)];
    }

    private static float[] Track(IReadOnlyList<float[]> logits, IReadOnlyList<int>? durations, int side)
    {
        var track = new List<float>();
        for (var clip = 0; clip < logits.Count; clip++)
        {
            for (var position = 0; position < logits[clip].Length / 2; position++)
            {
                track.Add(durations is null || position < durations[clip] ? logits[clip][(2 * position) + side] : float.NegativeInfinity);
            }
        }

        return [.. track];
    }

    private static void LogSoftmax(float[] values)
    {
        var greatest = values.Max();
        var logSum = MathF.Log(values.Sum(value => MathF.Exp(value - greatest)));
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = values[i] - greatest - logSum;
        }
    }

    // The first of equals wins, by end and then by start; with a single position no pair is allowed and (0, 0) remains.
    private static (int Start, int End) BestPair(float[] start, float[] end)
    {
        var (best, bestStart, bestEnd) = (float.NegativeInfinity, 0, 0);
        var likeliest = 0;
        for (var e = 1; e < end.Length; e++)
        {
            likeliest = start[e - 1] > start[likeliest] ? e - 1 : likeliest;
            if (start[likeliest] + end[e] > best)
            {
                (best, bestStart, bestEnd) = (start[likeliest] + end[e], likeliest, e);
            }
        }

        return (bestStart, bestEnd);
    }
}
