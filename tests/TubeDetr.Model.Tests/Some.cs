using TorchSharp;
using TubeDetr.Model.Text;

namespace TubeDetr.Model.Tests;

/// <summary>Small things to test with.</summary>
internal static class Some
{
    public const int Size = 32;
    public const int Tokens = 6;

    public static TubeDetrOptions Options => new()
    {
        Backbone = "tiny-gn", HiddenDim = 16, NHeads = 2, EncLayers = 1, DecLayers = 2, DimFeedforward = 32, Stride = 2, VideoMaxLen = 16,
    };

    public static RobertaConfig Text => new()
    {
        VocabSize = 40, HiddenSize = 12, NumHiddenLayers = 1, NumAttentionHeads = 2, IntermediateSize = 16, MaxPositionEmbeddings = 20,
    };

    /// <summary>A model whose fast branch does something (its residual starts at 0), in evaluation.</summary>
    public static TubeDetrModel Model(TubeDetrOptions options)
    {
        torch.manual_seed(7);
        var model = new TubeDetrModel(options, Text);
        using var noGrad = torch.no_grad();
        foreach (var entry in model.State.Where(e => e.IsParameter && e.Name.Contains("fast_", StringComparison.Ordinal)))
        {
            entry.Tensor.normal_(0, 0.3);
        }

        model.Eval();
        return model;
    }

    /// <summary>Random videos of these lengths; the slow frames are every <paramref name="stride"/>-th frame.</summary>
    public static ModelInput Videos(int stride, params int[] durations) => Join([.. durations.Select(d => Video(stride, d))]);

    public static ModelInput Video(int stride, int frames)
    {
        var all = torch.randn(frames, 3, Size, Size);
        var slow = stride == 0 ? all : all.index_select(0, torch.arange(0, frames, stride, torch.int64));
        return new ModelInput(
            slow, Padding(slow), [frames], torch.randint(3, 40, [1, Tokens], torch.int64), torch.ones(1, Tokens, torch.int64),
            stride == 0 ? null : all, stride == 0 ? null : Padding(all));
    }

    public static ModelInput Join(params ModelInput[] videos) => new(
        torch.cat([.. videos.Select(v => v.Samples)]),
        torch.cat([.. videos.Select(v => v.Mask)]),
        [.. videos.SelectMany(v => v.Durations)],
        torch.cat([.. videos.Select(v => v.InputIds)]),
        torch.cat([.. videos.Select(v => v.AttentionMask)]),
        videos[0].SamplesFast is null ? null : torch.cat([.. videos.Select(v => v.SamplesFast!)]),
        videos[0].MaskFast is null ? null : torch.cat([.. videos.Select(v => v.MaskFast!)]));

    private static torch.Tensor Padding(torch.Tensor frames) => torch.zeros([frames.shape[0], Size, Size], torch.@bool);
}
