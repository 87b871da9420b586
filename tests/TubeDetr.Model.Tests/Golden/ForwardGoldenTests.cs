using TorchSharp;

namespace TubeDetr.Model.Tests.Golden;

/// <summary>Every stage of a forward pass against the original, with the tolerances that the golden cases recommend.</summary>
public sealed class ForwardGoldenTests
{
    public static TheoryData<string> Cases => GoldenFolders.Names("fwd-");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_WeightsByRule_EqualsOriginal(string name)
    {
        using var golden = new GoldenCase(GoldenFolders.Named(name));
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        using var model = new TubeDetrModel(golden.Options, golden.Text);
        WeightFill.Fill(model);
        model.Eval();

        Stages(golden, model);
        var cache = model.Encode(golden.Input);
        Cache(golden, cache);
        var output = model.Decode(cache, withAttention: true);
        Output(golden, "out", output);
        for (var i = 0; i < output.Auxiliary.Count; i++)
        {
            Output(golden, $"out.aux.{i}", output.Auxiliary[i]);
        }

        Assert.Equal(golden.Tensors.Keys.Count(k => k.StartsWith("out.aux.", StringComparison.Ordinal) && k.EndsWith(".pred_boxes", StringComparison.Ordinal)), output.Auxiliary.Count);
    }

    private static void Stages(GoldenCase golden, TubeDetrModel model)
    {
        Backbone(golden, model, "stage.backbone", golden["in.samples"], golden["in.mask"]);
        if (golden.Tensors.ContainsKey("stage.backbone_fast.feat"))
        {
            Backbone(golden, model, "stage.backbone_fast", golden["in.samples_fast"], golden["in.mask_fast"]);
        }

        var (words, hidden) = model.Transformer.EncodeText(golden["in.input_ids"], golden["in.attention_mask"]);
        Close.Within("stage.text.last_hidden_state", golden["stage.text.last_hidden_state"], hidden, 2e-5);
        Close.Within("stage.text.resized", golden["stage.text.resized"], words.transpose(0, 1), 2e-5);
    }

    private static void Backbone(GoldenCase golden, TubeDetrModel model, string stage, torch.Tensor frames, torch.Tensor mask)
    {
        var (features, small) = model.Backbone.Forward(frames, mask);
        Close.Within($"{stage}.feat", golden[$"{stage}.feat"], features, 0, 2e-5);
        Close.Exactly($"{stage}.mask", golden[$"{stage}.mask"], small);
        var expected = golden[$"{stage}.pos"];
        var positions = model.Backbone.Position.Forward(small).transpose(1, 2).reshape(expected.shape);
        Close.Within($"{stage}.pos", expected, positions, 2e-6);
    }

    private static void Cache(GoldenCase golden, MemoryCache cache)
    {
        var tokens = cache.Words.shape[1];
        Close.Within("cache.img_memory", golden["cache.img_memory"], cache.Memory.transpose(0, 1), 0, 5e-5);
        Close.Within("cache.text_memory", golden["cache.text_memory"], cache.Memory[.., ^(int)tokens..].transpose(0, 1), 0, 5e-5);
        Close.Within("cache.pos_embed", golden["cache.pos_embed"], cache.Positions.transpose(0, 1), 2e-6);
        Close.Within("cache.query_embed", golden["cache.query_embed"], cache.Queries.transpose(0, 1), 2e-6);
        Close.Exactly("cache.mask", golden["cache.mask"], cache.Mask);
        if (golden.Tensors.TryGetValue("cache.query_mask", out var hidden))
        {
            Close.Exactly("cache.query_mask", hidden, cache.QueryMask!);
        }
        else
        {
            Assert.Null(cache.QueryMask);
        }
    }

    private static void Output(GoldenCase golden, string prefix, ModelOutput output)
    {
        Close.Within($"{prefix}.pred_boxes", golden[$"{prefix}.pred_boxes"], output.PredBoxes, 1e-4);
        if (golden.Options.Sted)
        {
            Close.Within($"{prefix}.pred_sted", golden[$"{prefix}.pred_sted"], output.PredSted!, 5e-4);
        }

        if (golden.Options.GuidedAttn)
        {
            Close.Within($"{prefix}.weights", golden[$"{prefix}.weights"], output.Weights!, 1e-4);
            Close.Within($"{prefix}.ca_weights", golden[$"{prefix}.ca_weights"], output.CrossAttention!, 1e-4);
        }
    }
}
