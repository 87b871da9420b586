using TorchSharp;
using TubeDetr.Model.Losses;

namespace TubeDetr.Model.Tests.Losses;

public sealed class TubeDetrCriterionTests
{
    [Fact]
    public void Weights_TwoLayers_AreTheOriginals()
    {
        var weights = new TubeDetrCriterion(new TubeDetrOptions { DecLayers = 2 }).Weights;
        Assert.Equal(
            "loss_bbox 5, loss_giou 2, loss_sted 10, loss_guided_attn 1, loss_bbox_0 5, loss_giou_0 2, loss_sted_0 10, loss_guided_attn_0 1",
            string.Join(", ", weights.Select(w => $"{w.Key} {w.Value}")));
        Assert.Equal(["loss_bbox", "loss_giou"], new TubeDetrCriterion(new TubeDetrOptions { Sted = false, GuidedAttn = false, AuxLoss = false }).Weights.Keys);
    }

    [Fact]
    public void Forward_NoAnnotatedFrameInTheBatch_HasNoBoxLossAndFiniteGradients()
    {
        using var scope = torch.NewDisposeScope();
        using var model = Some.Model(Some.Options);
        model.Train();
        var input = Some.Videos(2, 5, 3);
        (int, int)[] inter = [(-100, -100), (-100, -100)];
        var output = AnnotatedMoment.Keep(model.Forward(input), input.Durations, inter);
        var terms = new TubeDetrCriterion(Some.Options).Forward(output, torch.zeros(0, 4), inter, AnnotatedMoment.TimeMask(input.Durations));
        terms.Total.backward();

        var values = terms.Names.Zip(terms.Values.data<float>().ToArray()).ToDictionary(StringComparer.Ordinal);
        Assert.All(values, v => Assert.True(float.IsFinite(v.Value), v.Key));
        Assert.Equal(0, values["loss_bbox"]);
        Assert.Equal(0, values["loss_giou_0"]);
        Assert.True(values["loss_guided_attn"] > 0);
        Assert.All(model.State.Where(e => e.Trains && e.Tensor.grad is not null), e => Assert.True(e.Tensor.grad!.isfinite().all().item<bool>(), e.Name));
    }

    /// <summary>Without temporal attention each frame looks at itself alone: the original's constant −log ε, whatever the moment.</summary>
    [Fact]
    public void Forward_WithoutTemporalAttention_IsTheOriginalsConstant()
    {
        using var scope = torch.NewDisposeScope();
        var options = Some.Options with { NoTsa = true, AuxLoss = false };
        var output = new ModelOutput(torch.zeros(2, 4), torch.zeros(1, 4, 2), torch.ones(4, 1, 1), null, []);
        var terms = new TubeDetrCriterion(options).Forward(output, torch.ones(2, 4), [(1, 2)], torch.ones(1, 4, dtype: torch.@bool));
        Assert.Equal(-Math.Log(1e-6), terms.Values[3].item<float>(), 1e-4);
    }

    [Fact]
    public void Forward_OtherNumberOfBoxes_IsRefused()
    {
        using var scope = torch.NewDisposeScope();
        var output = new ModelOutput(torch.rand(3, 4), torch.zeros(1, 4, 2), torch.zeros(1, 4, 4), null, []);
        var error = Assert.Throws<ArgumentException>(() => new TubeDetrCriterion(Some.Options).Forward(output, torch.rand(2, 4), [(0, 1)], torch.ones(1, 4, dtype: torch.@bool)));
        Assert.Contains("3 predicted boxes", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The whole network and its loss against differences, in every parameter that trains: along its gradients, each entry weighted at random.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("gating")]
    [InlineData("transformer")]
    [InlineData("pool")]
    public void Backward_AlongWeightedGradients_EqualsTheDifference(string mode)
    {
        using var scope = torch.NewDisposeScope();
        var options = Some.Options with { FastMode = mode };
        using var model = Some.Model(options);
        var criterion = new TubeDetrCriterion(options);
        var input = Some.Videos(2, 4, 3);
        var target = (torch.rand(4, 4) * 0.2) + 0.3;
        torch.Tensor Loss()
        {
            (int, int)[] inter = [(1, 2), (0, 1)];
            var output = AnnotatedMoment.Keep(model.Forward(input), input.Durations, inter);
            return criterion.Forward(output, target, inter, AnnotatedMoment.TimeMask(input.Durations)).Total;
        }

        Loss().backward();
        var trained = model.State.Where(e => e.Trains && e.Tensor.grad is not null ).ToList();
        var directions = trained.Select(e => e.Tensor.grad!.clone() * torch.rand_like(e.Tensor).detach()).ToList();
        var slope = trained.Zip(directions, (e, d) => (e.Tensor.grad! * d).to(torch.float64).sum().item<double>()).Sum();
        var step = 0.002 / slope; // enough to rise above the noise of float32, little enough to meet few corners of a ReLU
        double At(double distance)
        {
            using var noGrad = torch.no_grad();
            foreach (var (entry, direction) in trained.Zip(directions))
            {
                entry.Tensor.add_(direction, distance);
            }

            return Loss().to(torch.float64).item<double>();
        }

        var difference = (At(step) - At(-2 * step)) / (2 * step);
        Assert.InRange(difference / slope, 0.98, 1.02);
    }
}
