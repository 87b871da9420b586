using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Transformer;

/// <summary>What an image model's checkpoint must not decide: the fast branch starts as if absent and, where asked for, temporal attention is drawn anew.</summary>
internal static class TemporalReset
{
    /// <param name="slots">Slots of the whole model.</param>
    /// <param name="options">Its options.</param>
    public static void Apply(IEnumerable<(string Name, StateSlot Slot)> slots, TubeDetrOptions options)
    {
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        foreach (var (name, slot) in slots.Where(s => s.Slot.IsParameter))
        {
            if (FirstValue(name, slot.Value.shape, options) is { } value)
            {
                slot.Value.copy_(value);
            }
        }
    }

    /// <summary>The value to start from; null leaves the present one.</summary>
    private static torch.Tensor? FirstValue(string name, long[] shape, TubeDetrOptions options)
    {
        bool Has(string part) => name.Contains(part, StringComparison.Ordinal);
        if (Has("transformer.fast_encoder") && options.FastMode is ("transformer" or "gating"))
        {
            return options.FastMode is "transformer" && Has("norm") && Has("weight") ? Initial.Ones(shape) : Initial.Zeros(shape);
        }

        if (Has("transformer.fast_residual"))
        {
            return Initial.Zeros(shape);
        }

        return options.RdInitTsa && Has("transformer.decoder") && Has("self_attn") && shape.Length > 1 ? Initial.Xavier(shape[0], shape[1]) : null;
    }
}
