using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace TubeDetr.Model.Layers;

/// <summary>
/// Dropout as a function: it has no state, and costs nothing when it is off. On a CPU libtorch draws one number at a time from its generator, which is a
/// quarter of the time of a small model's step; here each call draws only a seed from it and fills its mask with <see cref="LaneGenerator"/>.
/// </summary>
internal static class Dropout
{
    /// <summary>Each value becomes 0 with this probability and is divided by its complement otherwise.</summary>
    public static torch.Tensor Drop(this torch.Tensor x, double probability, bool training)
    {
        if (!training || probability <= 0)
        {
            return x;
        }

        return x.device_type == DeviceType.CPU && x.dtype == torch.ScalarType.Float32
            ? x * Mask(x.shape, probability)
            : functional.dropout(x, probability);
    }

    /// <summary>A float tensor on the CPU that is 0 with this probability and 1 / (1 − probability) otherwise.</summary>
    internal static torch.Tensor Mask(long[] shape, double probability)
    {
        using var seed = torch.randint(long.MaxValue, [1L], torch.int64);
        var mask = torch.empty(shape);
        var values = MemoryMarshal.Cast<byte, float>(mask.bytes);
        new LaneGenerator((ulong)seed.item<long>()).FillMask(values, probability);
        GC.KeepAlive(mask);
        return mask;
    }
}
