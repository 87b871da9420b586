using TorchSharp;

namespace TubeDetr.Model.Tests.Transformer;

public sealed class TemporalResetTests
{
    [Theory]
    [InlineData("", false)]
    [InlineData("", true)]
    [InlineData("gating", false)]
    [InlineData("transformer", false)]
    public void ResetTemporalParameters_AfterWeightsChanged_RestoresFirstValuesOfTheFastBranchOnly(string mode, bool random)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        using var model = new TubeDetrModel(Some.Options with { FastMode = mode, RdInitTsa = random }, Some.Text);
        var parameters = model.State.Where(e => e.IsParameter).ToList();
        var zero = parameters.Where(e => e.Name.Contains(".fast_", StringComparison.Ordinal) && e.Tensor.abs().sum().item<float>() == 0).Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(zero);
        parameters.ForEach(e => e.Tensor.fill_(3));

        model.ResetTemporalParameters();

        foreach (var entry in parameters)
        {
            var (least, most) = (entry.Tensor.min().item<float>(), entry.Tensor.max().item<float>());
            if (zero.Contains(entry.Name))
            {
                Assert.True(least == 0 && most == 0, entry.Name);
            }
            else if (random && entry.Name.Contains("decoder", StringComparison.Ordinal) && entry.Name.Contains("self_attn", StringComparison.Ordinal) && entry.Tensor.dim() > 1)
            {
                Assert.True(least < 0 && most is > 0 and < 1, entry.Name);
            }
            else if (mode is "transformer" && entry.Name.Contains("fast_encoder", StringComparison.Ordinal))
            {
                Assert.True(least == 1 && most == 1, entry.Name);
            }
            else
            {
                Assert.True(least == 3 && most == 3, entry.Name);
            }
        }
    }
}
