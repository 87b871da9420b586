using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Transformer;

/// <summary>
/// The fast branch: every frame, without text, and how it joins the memory of the clips (paper, section 3.2, and its ablations).
/// Its layers are registered by the transformer, so that their names stay those of the original.
/// </summary>
internal abstract class FastBranch
{
    /// <summary>Frames [f, h·w, C] to what joins the memory, broadcast to the same shape.</summary>
    /// <param name="frames">Projected features; 0 where a video has no frame.</param>
    /// <param name="padding">True = padding, bool [f, h·w].</param>
    /// <param name="time">Time encodings [t, C]; null without.</param>
    /// <param name="layout">Which frame belongs to which video.</param>
    public abstract torch.Tensor Encode(torch.Tensor frames, torch.Tensor padding, torch.Tensor? time, ClipLayout layout);

    /// <summary>Visual memory of the clips, spread over their frames [f, h·w, C], with the fast branch in it.</summary>
    public abstract torch.Tensor Join(torch.Tensor visual, torch.Tensor fast);
}

/// <summary>The paper's: a linear map of each feature; the memory m becomes m + W(m + fast).</summary>
internal class LinearFastBranch(Linear encoder, Linear residual) : FastBranch
{
    public override torch.Tensor Encode(torch.Tensor frames, torch.Tensor padding, torch.Tensor? time, ClipLayout layout) => encoder.Forward(frames);

    public override torch.Tensor Join(torch.Tensor visual, torch.Tensor fast) => visual + residual.Forward(visual + fast);
}

/// <summary><c>pool</c>: one vector a frame, the mean over its unpadded features.</summary>
internal sealed class PooledFastBranch(Linear encoder, Linear residual) : LinearFastBranch(encoder, residual)
{
    public override torch.Tensor Encode(torch.Tensor frames, torch.Tensor padding, torch.Tensor? time, ClipLayout layout)
    {
        var real = padding.logical_not().unsqueeze(2).to(torch.float32);
        var mean = (frames * real).sum(1, keepdim: true) / real.sum(1, keepdim: true).clamp_min(Held.One);
        return base.Encode(mean, padding, time, layout);
    }
}

/// <summary><c>noslow</c>: the fast branch instead of the slow one.</summary>
internal sealed class ReplacingFastBranch(Linear encoder, Linear residual) : LinearFastBranch(encoder, residual)
{
    public override torch.Tensor Join(torch.Tensor visual, torch.Tensor fast) => fast;
}

/// <summary><c>gating</c>: the memory m becomes m + m·σ(fast).</summary>
internal sealed class GatingFastBranch(Linear encoder) : FastBranch
{
    public override torch.Tensor Encode(torch.Tensor frames, torch.Tensor padding, torch.Tensor? time, ClipLayout layout) => encoder.Forward(frames);

    public override torch.Tensor Join(torch.Tensor visual, torch.Tensor fast) => visual + (visual * fast.sigmoid());
}

/// <summary>
/// <c>transformer</c>: every place of the image attends over time. The original fails with several videos and without time encodings; here
/// frames that a video does not have are masked, and absent encodings are not added.
/// </summary>
internal sealed class TemporalFastBranch(Encoder encoder, Linear residual) : FastBranch
{
    public override torch.Tensor Encode(torch.Tensor frames, torch.Tensor padding, torch.Tensor? time, ClipLayout layout)
    {
        var (places, width) = (frames.shape[1], frames.shape[2]);
        var sequences = frames.view(layout.Videos, layout.Frames, places, width).transpose(1, 2).reshape(-1, layout.Frames, width);
        var bias = layout.Padded ? Attention.Bias(layout.Beyond(frames.device)).repeat_interleave(places, 0).unsqueeze(1).unsqueeze(1) : null;
        return encoder.Forward(sequences, time, bias)
            .view(layout.Videos, places, layout.Frames, width).transpose(1, 2).reshape(frames.shape);
    }

    public override torch.Tensor Join(torch.Tensor visual, torch.Tensor fast) => visual + residual.Forward(visual + fast);
}
