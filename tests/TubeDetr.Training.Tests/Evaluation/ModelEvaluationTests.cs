using TorchSharp;
using TubeDetr.Model;
using TubeDetr.Model.Text;
using TubeDetr.Training.Evaluation;
using TubeDetr.Training.Learning;
using TubeDetr.Training.Loading;
using TubeDetr.Training.Options;
using TubeDetr.Training.Tests.Golden;

namespace TubeDetr.Training.Tests.Evaluation;

public sealed class ModelEvaluationTests
{
    public static TheoryData<string> Cases => GoldenCase.Names("evaluate-");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Add_BatchesOfTheOriginal_GivesItsLossesAndTubes(string name)
    {
        using var scope = torch.NewDisposeScope();
        var golden = GoldenCase.Named(name);
        var videos = new GoldenEvaluation(golden);
        using var learner = LearnerOf(golden);
        var evaluator = new TubeEvaluator(videos.Tubes());
        var evaluation = new ModelEvaluation(learner, evaluator, maskPadding: false);
        foreach (var batch in videos.Batches(stride: 2))
        {
            using (batch)
            {
                evaluation.Add(batch);
            }
        }

        foreach (var loss in golden.Json.GetProperty("stats").EnumerateObject())
        {
            Assert.Equal(loss.Value.GetDouble(), evaluation.Losses[loss.Name], 5e-4);
        }

        AssertTubes(golden, evaluator);
    }

    private static void AssertTubes(GoldenCase golden, TubeEvaluator evaluator)
    {
        var scores = evaluator.Scores();
        Assert.NotEmpty(scores);
        foreach (var (truth, score) in scores)
        {
            var moment = golden.Json.GetProperty("video_predictions").GetProperty(truth.VideoId).GetProperty("sted");
            Assert.Equal((moment[0].GetDouble(), moment[1].GetDouble()), evaluator.Predictions[truth.VideoId].Moment);
            var expected = golden.Json.GetProperty("vid_metrics").GetProperty(truth.VideoId);
            Assert.Equal(expected.GetProperty("tiou").GetDouble(), score.TemporalIou!.Value, 1e-9);
            Assert.Equal(expected.GetProperty("viou").GetDouble(), score.VideoIou!.Value, 1e-4);
            Assert.Equal(expected.GetProperty("gt_viou").GetDouble(), score.GivenMomentIou, 1e-4);
            foreach (var (frame, box) in evaluator.Predictions[truth.VideoId].Boxes)
            {
                var pixels = golden.Json.GetProperty("predictions").GetProperty($"{truth.VideoId}_{frame}").GetProperty("boxes")[0];
                Assert.Equal(pixels[0].GetDouble(), box.X0, 0.05);
                Assert.Equal(pixels[3].GetDouble(), box.Y1, 0.05);
            }
        }
    }

    private static Learner LearnerOf(GoldenCase golden)
    {
        KeyValuePair<string, string>[] small =
        [
            new("dataset_config", "none"), new("backbone", "resnet18"), new("hidden_dim", "64"), new("nheads", "4"), new("enc_layers", "2"), new("dec_layers", "2"),
            new("dim_feedforward", "128"), new("stride", "2"),
        ];
        var options = TrainingOptions.Parse([.. small, .. golden.Json.GetProperty("changed_args").EnumerateObject().Select(change => KeyValuePair.Create(change.Name, change.Value.ToString()))]).OrThrow();
        var model = new TubeDetrModel(OptionMapping.ForModel(options), RobertaConfig.Parse(golden.Json.GetProperty("text_config").ToString()));
        GoldenWeights.Fill(model);
        return new(model, options, 1, new());
    }
}
