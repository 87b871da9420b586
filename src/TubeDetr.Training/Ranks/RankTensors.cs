using System.Runtime.InteropServices;
using TorchSharp;
using TubeDetr.Training.Checkpoints;

namespace TubeDetr.Training.Ranks;

/// <summary>Tensors among ranks; those of a GPU travel through the host's memory.</summary>
internal static class RankTensors
{
    /// <summary>Puts the mean over all ranks in the place of a float tensor.</summary>
    public static void Mean(this IRankGroup ranks, torch.Tensor tensor)
    {
        if (ranks.WorldSize > 1)
        {
            TensorBytes.Change(tensor, memory => memory.ForEachSpan(span => ranks.Mean(MemoryMarshal.Cast<byte, float>(span))));
        }
    }

    /// <summary>Puts rank 0's content in the place of everybody's.</summary>
    public static void Broadcast(this IRankGroup ranks, torch.Tensor tensor)
    {
        if (ranks.WorldSize > 1)
        {
            TensorBytes.Change(tensor, memory => memory.ForEachSpan(ranks.Broadcast));
        }
    }

    /// <summary>The mean of one number.</summary>
    public static double Mean(this IRankGroup ranks, double number)
    {
        Span<float> one = [(float)number];
        ranks.Mean(one);
        return one[0];
    }
}
