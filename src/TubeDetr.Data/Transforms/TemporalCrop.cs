using TubeDetr.Data.Randomness;

namespace TubeDetr.Data.Transforms;

/// <summary>Cuts a clip in time without leaving the annotated moment (first cut) or leaving some of it (second cut), as the original's training does.</summary>
/// <param name="RandomCrop">Whether to crop with probability 1/2 at a random place before and after the moment (<c>tmp_crop</c>).</param>
/// <param name="MaxFrames">Window of consecutive frames taken from longer clips (<c>video_max_len_train</c>); null for no limit.</param>
public sealed record TemporalCrop(bool RandomCrop, int? MaxFrames)
{
    /// <summary>The frames kept of <paramref name="frames"/>, first and last included, and where the moment lies in them.</summary>
    public (int First, int Last, (int First, int Last)? Moment) Draw(int frames, (int First, int Last)? moment, IRandomSource random)
    {
        var (first, last) = (0, frames - 1);
        if (RandomCrop && random.NextDouble() > 0.5)
        {
            (first, last) = DrawAround(frames, moment, random);
            moment = Shift(moment, first, last - first);
        }

        if (MaxFrames is { } limit && last - first + 1 > limit)
        {
            var start = DrawWindow(last - first + 1, limit, moment, random);
            (first, last) = (first + start, Math.Min(first + start + limit - 1, last));
            moment = Shift(moment, start, last - first);
        }

        return (first, last, moment);
    }

    private static (int First, int Last) DrawAround(int frames, (int First, int Last)? moment, IRandomSource random)
    {
        var starts = moment?.First ?? frames;
        var first = starts > 0 ? random.Choose(starts) : 0;
        var firstEnd = (moment?.Last ?? first) + 1;
        var last = firstEnd < frames ? firstEnd + random.Choose(frames - firstEnd) : frames - 1;
        return (first, last);
    }

    private static int DrawWindow(int frames, int limit, (int First, int Last)? moment, IRandomSource random)
    {
        if (moment is not { } m)
        {
            return random.Choose(frames);
        }

        var firstStart = Math.Max(0, m.First - limit + 1);
        return firstStart + random.Choose(m.Last - firstStart + 1);
    }

    private static (int First, int Last)? Shift((int First, int Last)? moment, int by, int last)
        => moment is { } m ? (Math.Max(0, m.First - by), Math.Min(last, m.Last - by)) : null;
}
