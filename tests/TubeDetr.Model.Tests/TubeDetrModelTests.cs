using TorchSharp;
using TubeDetr.Model.Text;
using Parameter = TorchSharp.Modules.Parameter;

namespace TubeDetr.Model.Tests;

public sealed class TubeDetrModelTests
{
    [Fact]
    public void State_BaseTiny_IsTheApprovedList()
    {
        var text = new RobertaConfig { VocabSize = 512, HiddenSize = 48, NumHiddenLayers = 2, NumAttentionHeads = 4, IntermediateSize = 96, MaxPositionEmbeddings = 66 };
        using var model = new TubeDetrModel(new TubeDetrOptions { Backbone = "resnet18", HiddenDim = 64, NHeads = 4, EncLayers = 2, DecLayers = 2, DimFeedforward = 128, Stride = 2 }, text);
        var lines = model.State.Select(e => $"{e.Name} {e.Tensor.dtype} [{string.Join(", ", e.Tensor.shape)}]{(e.IsParameter ? "" : " buffer")}");
        Assert.Equal(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Approved", "base-tiny.state.txt")), lines);
    }

    [Fact]
    public void Trains_FrozenParts_AreLeftOut()
    {
        using var frozen = new TubeDetrModel(Some.Options with { FreezeTextEncoder = true, FreezeBackbone = true, PositionEmbedding = "learned" }, Some.Text);
        Assert.All(frozen.State, e => Assert.Equal(e.IsParameter && e.Group == 0, e.Trains));

        using var still = new TubeDetrModel(Some.Options with { TrainBackbone = false, PositionEmbedding = "learned" }, Some.Text);
        Assert.Equal(["backbone.1.row_embed.weight", "backbone.1.col_embed.weight"], still.State.Where(e => e.Trains && e.Group == 1).Select(e => e.Name));

        using var scratch = new TubeDetrModel(Some.Options, Some.Text);
        Assert.All(scratch.State.Where(e => e.IsParameter), e => Assert.True(e.Trains, e.Name));
    }

    [Fact]
    public void ReplaceParameters_ViewsIntoOneBuffer_AreComputedWith()
    {
        using var scope = torch.NewDisposeScope();
        using var model = Some.Model(Some.Options);
        var input = Some.Videos(2, 4);
        var before = Total(model, input);
        var parameters = model.State.Where(e => e.IsParameter).ToList();
        var flat = torch.zeros(parameters.Sum(e => e.Tensor.numel()));
        long start = 0;
        model.ReplaceParameters((_, old) =>
        {
            using var noGrad = torch.no_grad();
            var view = flat.narrow(0, start, old.numel()).view(old.shape);
            start += old.numel();
            view.copy_(old + (torch.randn_like(old) * 0.05)); // nothing stays 0 and hides what follows it
            return new Parameter(view);
        });

        Assert.Equal(flat.shape[0], start);
        var after = Total(model, input);
        Assert.NotEqual(before, after);
        start = 0;
        foreach (var entry in parameters)
        {
            var piece = flat.narrow(0, start, entry.Tensor.numel());
            start += entry.Tensor.numel();
            var kept = piece.clone();
            piece.add_(torch.randn_like(piece));
            var changed = Total(model, input);
            piece.copy_(kept);
            if (entry.Name.Contains("pooler", StringComparison.Ordinal) || KeyBias(entry.Name))
            {
                continue;
            }

            Assert.True(changed != after, $"{entry.Name}: the model still computes with the old parameter.");
        }
    }

    [Fact]
    public void ReplaceParameters_OtherShape_IsRefusedAndFrozenStaysFrozen()
    {
        using var scope = torch.NewDisposeScope();
        using var model = new TubeDetrModel(Some.Options with { FreezeTextEncoder = true }, Some.Text);
        var error = Assert.Throws<ArgumentException>(() => model.ReplaceParameters((_, old) => new Parameter(torch.zeros([.. old.shape, 1]))));
        Assert.Contains("transformer.encoder.layers.0.self_attn.in_proj_weight", error.Message, StringComparison.Ordinal);
        var trained = model.State.Count(e => e.Trains);
        model.ReplaceParameters((_, old) => new Parameter(old.detach().clone(), requires_grad: true));
        Assert.Equal(trained, model.State.Count(e => e.Trains));
    }

    [Fact]
    public void Train_SwitchedOnAndOff_SwitchesDropout()
    {
        using var scope = torch.NewDisposeScope();
        using var model = Some.Model(Some.Options with { Dropout = 0 });
        var input = Some.Videos(2, 4);
        Assert.Equal(Total(model, input), Total(model, input));
        model.Train();
        torch.manual_seed(1);
        var first = Total(model, input);
        Assert.NotEqual(first, Total(model, input));
        torch.manual_seed(1);
        Assert.Equal(first, Total(model, input));
        model.Eval();
        Assert.Equal(Total(model, input), Total(model, input));
    }

    [Fact]
    public void Forward_OutsideAnyScope_LeavesOnlyItsOutput()
    {
        using var model = Some.Model(Some.Options);
        using var outer = torch.NewDisposeScope();
        var input = Some.Videos(2, 4, 3);
        var held = outer.DisposablesCount;
        var output = model.Forward(input, withAttention: true);
        Assert.Equal(2, 1 + output.Auxiliary.Count);
        Assert.Equal(held + 8, outer.DisposablesCount);
    }

    [Fact]
    public void Constructor_BadOptions_NamesEveryReason()
    {
        var error = Assert.Throws<ArgumentException>(() => new TubeDetrModel(Some.Options with { Backbone = "vgg", NHeads = 3, DecLayers = 0 }, Some.Text));
        Assert.Contains("vgg", error.Message, StringComparison.Ordinal);
        Assert.Contains("nheads", error.Message, StringComparison.Ordinal);
        Assert.Contains("dec_layers", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Biases of keys add the same to every score; alone they are part of in_proj_bias in the transformer.</summary>
    private static bool KeyBias(string name) => name.EndsWith("self.key.bias", StringComparison.Ordinal);

    private static double Total(TubeDetrModel model, ModelInput input)
    {
        using var noGrad = torch.no_grad();
        var output = model.Forward(input);
        torch.Tensor[] said = [output.PredBoxes, output.PredSted!, output.Weights!, output.Auxiliary[0].Weights!];
        return said.Sum(x => x.to(torch.float64).square().sum().item<double>());
    }
}
