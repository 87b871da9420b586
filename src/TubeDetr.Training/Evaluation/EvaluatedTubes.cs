using TubeDetr.Data;

namespace TubeDetr.Training.Evaluation;

/// <summary>Which frames of each video are judged.</summary>
public static class EvaluatedTubes
{
    private const string VidStg = "vidstg";

    /// <summary>
    /// All chosen frames; but without a start-end head the VidSTG evaluator of the original ends each tube where it starts, so that only the first frame of each tube counts.
    /// </summary>
    /// <param name="dataset">Name of the data set, as in <c>combine_datasets_val</c>.</param>
    /// <param name="tubes">Annotated tubes with the frames that the data set chose.</param>
    /// <param name="withMoment">Whether there is a start-end head (<c>sted</c>).</param>
    /// <param name="scoreWholeTube">Mends that: every frame of the tube counts.</param>
    public static IReadOnlyList<GroundTruthTube> Of(string dataset, IReadOnlyList<GroundTruthTube> tubes, bool withMoment, bool scoreWholeTube) =>
        withMoment || scoreWholeTube || !dataset.Contains(VidStg, StringComparison.Ordinal) ? tubes : [.. tubes.Select(FirstFrame)];

    private static GroundTruthTube FirstFrame(GroundTruthTube tube) => tube with
    {
        FrameIds = [.. tube.FrameIds.Take(1)],
        Boxes = tube.FrameIds.Take(1).Where(tube.Boxes.ContainsKey).ToDictionary(frame => frame, frame => tube.Boxes[frame]),
    };
}
