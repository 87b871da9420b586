using TubeDetr.Data;

namespace TubeDetr.Training.Evaluation;

/// <summary>The evaluator's formulas for one video, in double arithmetic and the original's order of summation.</summary>
public static class TubeScorer
{
    /// <exception cref="EvaluationException">The prediction lacks a moment or an annotated frame.</exception>
    public static TubeScore Score(GroundTruthTube truth, TubePrediction prediction, bool withMoment)
    {
        var frames = truth.FrameIds.Where(truth.Boxes.ContainsKey).ToArray();
        var ious = frames.ToDictionary(frame => frame, frame => IouAt(frame, truth, prediction));
        var given = frames.Sum(frame => ious[frame]) / Math.Max(frames.Length, 1);
        if (!withMoment)
        {
            return new(null, null, given, ious);
        }

        var moment = prediction.Moment ?? throw new EvaluationException($"Video {truth.VideoId} has no predicted moment.");
        var (innerStart, innerEnd) = (Math.Max(truth.StartFrame, moment.Start), Math.Min(truth.EndFrame, moment.End));
        var (outerStart, outerEnd) = (Math.Min(truth.StartFrame, moment.Start), Math.Max(truth.EndFrame, moment.End));
        var inner = frames.Where(frame => innerStart <= frame && frame < innerEnd).Sum(frame => ious[frame]);
        var outer = truth.FrameIds.Count(frame => outerStart <= frame && frame < outerEnd);
        return new(TemporalIou(truth, moment), inner / Math.Max(outer, 1), given, ious);
    }

    private static double TemporalIou(GroundTruthTube truth, (double Start, double End) moment)
    {
        var intersection = Math.Min(truth.EndFrame, moment.End) - Math.Max(truth.StartFrame, moment.Start);
        return intersection <= 0 ? 0 : intersection / (truth.EndFrame - truth.StartFrame + (moment.End - moment.Start) - intersection);
    }

    private static double IouAt(int frame, GroundTruthTube truth, TubePrediction prediction) =>
        prediction.Boxes.TryGetValue(frame, out var box)
            ? Iou(box, truth.Boxes[frame])
            : throw new EvaluationException($"Frame {frame} of video {truth.VideoId} has no predicted box.");

    private static double Iou(PixelBox a, PixelBox b)
    {
        var width = Math.Max(0, Math.Min(a.X1, b.X1) - Math.Max(a.X0, b.X0));
        var height = Math.Max(0, Math.Min(a.Y1, b.Y1) - Math.Max(a.Y0, b.Y0));
        var intersection = width * height;
        var union = Area(a) + Area(b) - intersection;
        return union == 0 ? 0 : intersection / union;
    }

    private static double Area(PixelBox box) => (box.X1 - box.X0) * (box.Y1 - box.Y0);
}
