using TorchSharp;
using TubeDetr.Data;
using TubeDetr.Model.Losses;
using TubeDetr.Training.Evaluation;
using TubeDetr.Training.Loading;

namespace TubeDetr.Training.Tests.Evaluation;

public sealed class ModelEvaluationTests(SyntheticClips clips)
{
    [Fact]
    public void Add_DividedVideosOfOneBatch_PredictsEachOfThem()
    {
        var (evaluator, set) = Evaluate(new(), ("video_max_len_train", "4"));

        Assert.All(evaluator.Results(), result => Assert.Contains((int)result.Prediction.Moment!.Value.Start, result.Truth.FrameIds));
        Assert.Equal(set.Tubes.Count, evaluator.Predictions.Count);
    }

    [Fact]
    public void Add_AllFrames_KeepsBoxesOutsideTheMoment()
    {
        var (evaluator, _) = Evaluate(new() { AllFrames = true });

        Assert.All(evaluator.Results(), result => Assert.Equal(result.Truth.FrameIds, result.Prediction.Boxes.Keys.Order()));
    }

    [Theory]
    [InlineData("8")]
    [InlineData("4")]
    public void Add_AttentionWanted_GivesWeightsOfEveryFrame(string videoMaxLenTrain)
    {
        var keeper = new SummingKeeper();

        var (_, set) = Evaluate(new() { Attention = keeper }, ("video_max_len_train", videoMaxLenTrain));

        Assert.Equal(set.Tubes.Count, keeper.Sums.Count);
        Assert.All(set.Tubes, tube =>
        {
            var (temporal, cross, logits) = keeper.Sums[tube.VideoId];
            Assert.Equal(Enumerable.Repeat(1.0, tube.FrameIds.Count), temporal, (a, b) => Math.Abs(a - b) < 1e-5);
            Assert.Equal(Enumerable.Repeat(1.0, tube.FrameIds.Count), cross, (a, b) => Math.Abs(a - b) < 1e-5);
            Assert.Equal([tube.FrameIds.Count, 2], logits);
        });
    }

    [Fact]
    public void Add_NoAnnotatedFrameInTheBatch_StillGivesLossesAndMoments()
    {
        var (evaluation, evaluator, set) = Open(new());
        using (evaluation.Model)
        {
            using var batch = set.Loader.Batches(0).First();
            using var empty = WithoutMoments(batch);

            var losses = evaluation.Evaluation.Add(empty);

            Assert.Equal(0, losses.Unscaled["loss_bbox"]);
            Assert.True(losses.IsFinite);
            Assert.All(evaluator.Predictions.Values, prediction => Assert.NotNull(prediction.Moment));
        }
    }

    private (TubeEvaluator Evaluator, SessionEvaluationSet Set) Evaluate(EvaluationMode mode, params (string, string)[] changes)
    {
        var (opened, evaluator, set) = Open(mode, changes);
        using (opened.Model)
        {
            foreach (var batch in set.Loader.Batches(0))
            {
                using (batch)
                {
                    opened.Evaluation.Add(batch);
                }
            }
        }

        return (evaluator, set);
    }

    private ((ModelEvaluation Evaluation, Model.TubeDetrModel Model) Opened, TubeEvaluator Evaluator, SessionEvaluationSet Set) Open(EvaluationMode mode, params (string, string)[] changes)
    {
        var options = SyntheticClips.Options(changes);
        var data = SessionData.Open(options, clips.Environment);
        torch.manual_seed(1);
        var model = ModelBuilder.Build(options, clips.Environment, data.TextEncoderFolder);
        var evaluator = new TubeEvaluator(data.Evaluation[0].Tubes);
        return ((new(model, new TubeDetrCriterion(model.Options), evaluator, mode), model), evaluator, data.Evaluation[0]);
    }

    private static ClipBatch WithoutMoments(ClipBatch batch) => new()
    {
        Samples = batch.Samples.clone(),
        Mask = batch.Mask.clone(),
        SamplesFast = batch.SamplesFast?.clone(),
        MaskFast = batch.MaskFast?.clone(),
        Durations = batch.Durations,
        InputIds = batch.InputIds.clone(),
        AttentionMask = batch.AttentionMask.clone(),
        Targets = [.. batch.Targets.Select(target => target with { Boxes = [] })],
        Captions = batch.Captions,
        VideoIds = batch.VideoIds,
        FramesId = batch.FramesId,
        InterIdx = [.. batch.InterIdx.Select(_ => (-100, -100))],
    };

    private sealed class SummingKeeper : IAttentionKeeper
    {
        public Dictionary<string, (double[] Temporal, double[] Cross, long[] Logits)> Sums { get; } = new(StringComparer.Ordinal);

        public void Keep(IEnumerable<AttentionMaps> videos)
        {
            foreach (var video in videos)
            {
                var cross = video.Text.sum(1) + video.Spatial.flatten(1).sum(1);
                Sums.Add(video.VideoId, (Numbers(video.Temporal!.sum(1)), Numbers(cross), video.StartEnd!.shape));
            }
        }

        private static double[] Numbers(torch.Tensor sums) => [.. sums.data<float>().ToArray().Select(sum => (double)sum)];
    }
}
