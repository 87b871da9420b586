using TubeDetr.Training.Evaluation;

namespace TubeDetr.Training.Tests.Evaluation;

public sealed class TubeEvaluatorTests
{
    [Fact]
    public void Summarize_KindsOfQuestions_AveragesOverEach()
    {
        var evaluator = new TubeEvaluator([SomeTubes.Tube("1"), SomeTubes.Tube("2"), SomeTubes.Tube("3")]);
        SomeTubes.Predict(evaluator, "1", "declarative", new(0, 0, 5, 5));
        SomeTubes.Predict(evaluator, "2", "interrogative", new(0, 0, 5, 5));
        SomeTubes.Predict(evaluator, "3", "interrogative", new(0, 0, 5, 2.5));

        var metrics = evaluator.Summarize();

        Assert.Equal(14, metrics.Count);
        Assert.Equal(1, metrics["declarative_viou"]);
        Assert.Equal(0.75, metrics["interrogative_viou"]);
        Assert.Equal(0.5, metrics["interrogative_gt_viou@0.5"]);
        Assert.Equal(1, metrics["interrogative_viou@0.3"]);
    }

    [Fact]
    public void Summarize_NoStartEndHead_HasOnlyTheGivenMoment()
    {
        var evaluator = new TubeEvaluator([SomeTubes.Tube("1")], withMoment: false);
        evaluator.AddVideo("1");
        evaluator.AddBox("1", 1, new(0, 0, 5, 5));

        Assert.Equal(["gt_viou", "gt_viou@0.3", "gt_viou@0.5"], evaluator.Summarize().Keys);
    }

    [Fact]
    public void Summarize_VideoNotPredicted_SaysWhich()
    {
        var evaluator = new TubeEvaluator([SomeTubes.Tube("7")]);
        var fault = Assert.Throws<EvaluationException>(evaluator.Summarize);
        Assert.Equal("1 of 1 videos were not predicted: 7.", fault.Message);
    }

    [Fact]
    public void Summarize_FrameNotPredicted_SaysWhich()
    {
        var evaluator = new TubeEvaluator([SomeTubes.Tube("7")]);
        evaluator.AddMoment("7", 0, 2);
        var fault = Assert.Throws<EvaluationException>(evaluator.Summarize);
        Assert.Equal("Frame 1 of video 7 has no predicted box.", fault.Message);
    }

    [Fact]
    public void Summarize_NoVideos_SaysSo()
    {
        var fault = Assert.Throws<EvaluationException>(new TubeEvaluator([]).Summarize);
        Assert.Equal("There are no videos to evaluate.", fault.Message);
    }
}
