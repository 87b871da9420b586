using TubeDetr.Data;
using TubeDetr.Grid.Cli.Evaluation;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Training;
using TubeDetr.Training.Evaluation;

namespace TubeDetr.Grid.Cli.Tests.Evaluation;

public sealed class MetricTableTests
{
    [Fact]
    public void Of_KindsOfQuestions_HasAColumnForEach()
    {
        var screen = new Screen(new StringWriter(), isTerminal: false);
        var set = new SetReport("vidstg", new Dictionary<string, double> { ["loss"] = 3.5 }, [Video("1", "declarative", 0.25), Video("2", "interrogative", 0.75)]);

        screen.Console.Write(MetricTable.Of(screen, new EvaluationReport([set], 1)));

        var lines = screen.Writer.ToString()!.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        Assert.Equal(["vidstg", "declarative", "vidstg", "interrogative", "vidstg"], lines[0]);
        Assert.Equal(["videos", "1", "1", "2"], lines[1]);
        Assert.Contains(lines, line => line is ["tIoU", "0.25", "0.75", "0.5"]);
        Assert.Contains(lines, line => line is ["gt", "vIoU@0.5", "0", "1", "0.5"]);
        Assert.Contains(lines, line => line is ["loss", "3.5"]);
    }

    private static VideoResult Video(string id, string question, double overlap)
    {
        var truth = new GroundTruthTube
        {
            VideoId = id, OriginalVideoId = id, Caption = "", VideoPath = "", Width = 1, Height = 1, FrameIds = [], StartFrame = 0, EndFrame = 1, Boxes = new Dictionary<int, PixelBox>(),
        };
        return new(truth, new TubePrediction { QuestionType = question }, new TubeScore(overlap, overlap, overlap, new Dictionary<int, double>()));
    }
}
