using System.Collections.Immutable;
using TubeDetr.Grid.Storage.Predictions;

namespace TubeDetr.Grid.Web.Tubes;

/// <summary>What one experiment found in a clip, frame by frame of a film.</summary>
/// <param name="Start">Part of the film at which the predicted moment begins, 0 to 1; null without a start-end head.</param>
/// <param name="End">Part of the film at which it ends.</param>
/// <param name="Boxes">x0, y0, x1, y1 in pixels; null where nothing was kept.</param>
/// <param name="Ious">Overlap with the annotated box; null where there is none.</param>
/// <param name="Starts">Probability of each frame to be the first; empty without a start-end head.</param>
/// <param name="Ends">Probability of each frame to be the last.</param>
public sealed record FilmTrack(double? Start, double? End, ImmutableArray<float[]?> Boxes, ImmutableArray<double?> Ious, ImmutableArray<float> Starts, ImmutableArray<float> Ends);

/// <summary>A clip with the tubes of several experiments, over the frames of the one that saw most of them.</summary>
public sealed record Film
{
    /// <summary>Frames, as the video numbers them.</summary>
    public required ImmutableArray<int> Frames { get; init; }

    /// <summary>Frames a second of the video, the measure of their numbers.</summary>
    public required double Fps { get; init; }

    /// <summary>Pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Name of the pictures in the store.</summary>
    public required string Strip { get; init; }

    /// <summary>Part of the film at which the annotated moment begins.</summary>
    public required double TruthStart { get; init; }

    /// <summary>Part of the film at which it ends.</summary>
    public required double TruthEnd { get; init; }

    /// <summary>Annotated boxes; null outside the moment.</summary>
    public required ImmutableArray<float[]?> Truth { get; init; }

    /// <summary>In the order of the experiments; null where nothing is kept.</summary>
    public required ImmutableArray<FilmTrack?> Tracks { get; init; }

    /// <summary>Seconds into the video of a frame.</summary>
    public double SecondsOf(int frame) => Fps > 0 ? Frames[frame] / Fps : frame;

    /// <summary>Null when nobody has kept boxes of this clip.</summary>
    public static Film? Of(ClipRow row)
    {
        if (row.Found.Select(clip => clip?.Tube).OfType<ClipTube>().MaxBy(tube => tube.Frames.Length) is not { } seen)
        {
            return null;
        }

        var truth = Boxes(seen, [.. seen.Frames.Where(frame => seen.TruthStart <= frame && frame < seen.TruthEnd)], seen.Truth, seen.Frames, exact: true);
        return new Film
        {
            Frames = seen.Frames,
            Fps = seen.Fps,
            Width = seen.Width,
            Height = seen.Height,
            Strip = seen.Strip,
            TruthStart = PartBefore(seen.Frames, seen.TruthStart),
            TruthEnd = PartBefore(seen.Frames, seen.TruthEnd),
            Truth = truth,
            Tracks = [.. row.Found.Select(clip => clip?.Tube is { } tube ? Track(tube, seen.Frames, truth) : null)],
        };
    }

    /// <summary>The picture of a strip that shows a frame best.</summary>
    public static int Nearest(IReadOnlyList<int> frames, int frame)
    {
        var after = 0;
        while (after < frames.Count && frames[after] < frame)
        {
            after++;
        }

        return after == frames.Count || (after > 0 && frame - frames[after - 1] < frames[after] - frame) ? Math.Max(0, after - 1) : after;
    }

    private static FilmTrack Track(ClipTube tube, ImmutableArray<int> frames, ImmutableArray<float[]?> truth)
    {
        var boxes = Boxes(tube, tube.Frames, tube.Boxes, frames, exact: false);
        return new(
            tube.Start is { } start ? PartBefore(frames, start) : null,
            tube.End is { } end ? PartBefore(frames, end) : null,
            boxes,
            [.. boxes.Zip(truth, (box, real) => box is not null && real is not null ? Overlap.Of(box, real) : (double?)null)],
            Along(tube, tube.StartProbabilities, frames),
            Along(tube, tube.EndProbabilities, frames));
    }

    private static ImmutableArray<float> Along(ClipTube tube, ImmutableArray<float> probabilities, ImmutableArray<int> frames) =>
        probabilities.Length < tube.Frames.Length ? [] : [.. frames.Select(frame => probabilities[Nearest(tube.Frames, frame)])];

    private static ImmutableArray<float[]?> Boxes(ClipTube tube, ImmutableArray<int> ids, ImmutableArray<float> numbers, ImmutableArray<int> frames, bool exact) =>
        4 * ids.Length != numbers.Length || ids.IsEmpty ? [.. frames.Select(_ => (float[]?)null)] : [.. frames.Select(frame =>
        {
            var place = Nearest(ids, frame);
            return exact && ids[place] != frame ? null : numbers.AsSpan(4 * place, 4).ToArray();
        })];

    private static double PartBefore(ImmutableArray<int> frames, double frame) => frames.Count(one => one < frame) / (double)Math.Max(1, frames.Length);
}
