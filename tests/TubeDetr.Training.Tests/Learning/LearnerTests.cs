using TorchSharp;
using TubeDetr.Training.Learning;
using TubeDetr.Training.Loading;

namespace TubeDetr.Training.Tests.Learning;

public sealed class LearnerTests(SyntheticClips clips)
{
    [Fact]
    public void Step_LossIsNoNumber_SaysWhereAndLeavesTheWeights()
    {
        using var scope = torch.NewDisposeScope();
        var options = SyntheticClips.Options();
        var data = SessionData.Open(options, clips.Environment);
        using var learner = new Learner(ModelBuilder.Build(options, clips.Environment, data.TextEncoderFolder), options, data.Training.BatchCount, clips.Environment);
        using var batch = data.Training.Batches(0).First();
        var weight = learner.State.Single(entry => entry.Name is "query_embed.weight").Tensor.detach();
        learner.State.Single(entry => entry.Name is "bbox_embed.layers.2.bias").Tensor.detach().fill_(float.NaN);
        var before = weight.data<float>().ToArray();

        var fault = Assert.Throws<NonFiniteLossException>(() => learner.Step(batch, 6));

        Assert.Equal(7, fault.Step);
        Assert.Equal(batch.VideoIds, fault.VideoIds);
        Assert.True(double.IsNaN(fault.Losses["loss_bbox"]));
        Assert.True(double.IsFinite(fault.Losses["loss_sted"]));
        Assert.StartsWith($"The loss of step 7 is not finite (videos {string.Join(", ", batch.VideoIds)}; loss_bbox NaN, ", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, weight.data<float>().ToArray());
    }
}
