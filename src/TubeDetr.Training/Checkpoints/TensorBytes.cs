using System.Runtime.InteropServices;
using TorchSharp;

namespace TubeDetr.Training.Checkpoints;

/// <summary>The memory of contiguous CPU tensors. TorchSharp's own accessors copy, or stop at 2 GiB.</summary>
internal static unsafe partial class TensorBytes
{
    public static long SizeOf(torch.Tensor tensor) => tensor.numel() * ElementType.BytesOf(tensor.dtype);

    /// <summary>Copies a tensor's bytes; one on another device comes through a copy on the CPU.</summary>
    public static void CopyTo(torch.Tensor tensor, Memory64 destination)
    {
        using var detached = tensor.detach();
        using var host = detached.cpu();
        using var dense = host.contiguous();
        Buffer.MemoryCopy((void*)THSTensor_data(dense.Handle), (void*)destination.Address, destination.Length, SizeOf(dense));
        GC.KeepAlive(dense);
    }

    /// <summary>Fills a tensor with bytes; one on another device, or not contiguous, through a copy on the CPU.</summary>
    public static void Fill(torch.Tensor tensor, Action<Memory64> read)
    {
        using var noGradient = torch.no_grad();
        if (tensor.device_type == DeviceType.CPU && tensor.is_contiguous())
        {
            Read(tensor, read);
            return;
        }

        using var staging = torch.empty(tensor.shape, tensor.dtype);
        Read(staging, read);
        tensor.copy_(staging);
    }

    /// <summary>Lets a tensor's bytes be changed; one on another device, or not contiguous, through a copy on the CPU.</summary>
    public static void Change(torch.Tensor tensor, Action<Memory64> change)
    {
        using var noGradient = torch.no_grad();
        if (tensor.device_type == DeviceType.CPU && tensor.is_contiguous())
        {
            Read(tensor, change);
            return;
        }

        using var detached = tensor.detach();
        using var host = detached.cpu();
        using var staging = host.contiguous().clone();
        Read(staging, change);
        tensor.copy_(staging);
    }

    private static void Read(torch.Tensor tensor, Action<Memory64> read)
    {
        read(new(THSTensor_data(tensor.Handle), SizeOf(tensor)));
        GC.KeepAlive(tensor);
    }

    [LibraryImport("LibTorchSharp")]
    private static partial nint THSTensor_data(nint handle);
}
