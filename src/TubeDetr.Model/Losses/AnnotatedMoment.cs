using TorchSharp;

namespace TubeDetr.Model.Losses;

/// <summary>Which frames of a batch lie in the annotated moment; boxes are learned and judged there only.</summary>
public static class AnnotatedMoment
{
    /// <summary>The output with the boxes of annotated frames only, [k, 4], in all decoder layers; all else is unchanged.</summary>
    /// <param name="output">Output with boxes of all frames, [b·t, 4].</param>
    /// <param name="durations">Frames of each video.</param>
    /// <param name="interIdx">First and last annotated frame of each video, (-100, -100) where there is none.</param>
    public static ModelOutput Keep(ModelOutput output, IReadOnlyList<int> durations, IReadOnlyList<(int First, int Last)> interIdx)
    {
        using var scope = torch.NewDisposeScope();
        var keep = torch.tensor(Indices(durations, interIdx), device: output.PredBoxes.device);
        return Keep(output, keep);
    }

    /// <summary>Rows of the annotated frames in [b·t, …], all videos in order.</summary>
    public static long[] Indices(IReadOnlyList<int> durations, IReadOnlyList<(int First, int Last)> interIdx)
    {
        if (durations.Count != interIdx.Count)
        {
            throw new ArgumentException($"There are {durations.Count} videos but {interIdx.Count} annotated moments.", nameof(interIdx));
        }

        var frames = durations.Max();
        var rows = new List<long>();
        for (var video = 0; video < durations.Count; video++)
        {
            var (first, last) = interIdx[video];
            if (first < 0)
            {
                continue;
            }

            if (last < first || last >= durations[video])
            {
                throw new ArgumentException($"The annotated moment {first}–{last} does not lie in a video of {durations[video]} frames.", nameof(interIdx));
            }

            for (var frame = first; frame <= last; frame++)
            {
                rows.Add(((long)video * frames) + frame);
            }
        }

        return [.. rows];
    }

    /// <summary>
    /// False where a video has no frame, bool [b, q·t]. With several queries a frame there are q·t positions, of which, as in the original, the first are true, as many as the video has frames.
    /// </summary>
    public static torch.Tensor TimeMask(IReadOnlyList<int> durations, torch.Device? device = null, int queries = 1)
    {
        var positions = durations.Max() * queries;
        return torch.tensor([.. durations.SelectMany(d => Enumerable.Range(0, positions).Select(i => i < d))], [durations.Count, positions], device: device);
    }

    private static ModelOutput Keep(ModelOutput output, torch.Tensor rows) => output with
    {
        PredBoxes = output.PredBoxes.index_select(0, rows).MoveToOuterDisposeScope(),
        Auxiliary = [.. output.Auxiliary.Select(layer => Keep(layer, rows))],
    };
}
