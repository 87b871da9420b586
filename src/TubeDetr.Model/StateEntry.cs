using TorchSharp;

namespace TubeDetr.Model;

/// <summary>One line of the state dict.</summary>
/// <param name="Name">The original's name, for instance <c>transformer.encoder.layers.0.self_attn.in_proj_weight</c>.</param>
/// <param name="Tensor">The live tensor (not a copy): a <see cref="TorchSharp.Modules.Parameter"/> or a buffer.</param>
/// <param name="IsParameter">False for a buffer, which no optimiser sees.</param>
public sealed record StateEntry(string Name, torch.Tensor Tensor, bool IsParameter)
{
    /// <summary>0: everything else, 1: names with <c>backbone</c>, 2: names with <c>text_encoder</c>; their learning rates are <c>lr</c>, <c>lr_backbone</c>, <c>text_encoder_lr</c>.</summary>
    public int Group => Name.Contains("backbone", StringComparison.Ordinal) ? 1
        : Name.Contains("text_encoder", StringComparison.Ordinal) ? 2 : 0;

    /// <summary>Whether an optimiser may change it.</summary>
    public bool Trains => IsParameter && Tensor.requires_grad;
}
