using TubeDetr.Data;
using TubeDetr.Training.Evaluation;

namespace TubeDetr.Training.Tests.Evaluation;

internal static class SomeTubes
{
    /// <summary>Frames 0 and 1, the second annotated with a box of 5 by 5.</summary>
    public static GroundTruthTube Tube(string id) => new()
    {
        VideoId = id,
        OriginalVideoId = id,
        Caption = "",
        VideoPath = "",
        Width = 10,
        Height = 10,
        FrameIds = [0, 1],
        StartFrame = 1,
        EndFrame = 2,
        Boxes = new Dictionary<int, PixelBox> { [1] = new(0, 0, 5, 5) },
    };

    /// <summary>The right moment, and this box in its frame.</summary>
    public static void Predict(TubeEvaluator evaluator, string id, string? question, PixelBox box)
    {
        evaluator.AddVideo(id, question);
        evaluator.AddMoment(id, 1, 2);
        evaluator.AddBox(id, 1, box);
    }
}
