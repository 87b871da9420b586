using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using TorchSharp;

namespace TubeDetr.Parity;

/// <summary>Reads the safetensors files of golden cases, on its own: what judges the product's reader must not be that reader.</summary>
public static class GoldenTensors
{
    public static Dictionary<string, torch.Tensor> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        using var header = JsonDocument.Parse(bytes.AsMemory(8, length));
        var data = bytes.AsMemory(8 + length);
        var tensors = new Dictionary<string, torch.Tensor>(StringComparer.Ordinal);
        foreach (var entry in header.RootElement.EnumerateObject().Where(e => e.Name is not "__metadata__"))
        {
            var offsets = entry.Value.GetProperty("data_offsets");
            var (start, end) = (offsets[0].GetInt32(), offsets[1].GetInt32());
            long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64())];
            tensors.Add(entry.Name, Tensor(entry.Value.GetProperty("dtype").GetString()!, data.Span[start..end], shape).DetachFromDisposeScope());
        }

        return tensors;
    }

    private static torch.Tensor Tensor(string type, ReadOnlySpan<byte> bytes, long[] shape) => type switch
    {
        "F32" => torch.tensor(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), shape),
        "F64" => torch.tensor(MemoryMarshal.Cast<byte, double>(bytes).ToArray(), shape),
        "I64" => torch.tensor(MemoryMarshal.Cast<byte, long>(bytes).ToArray(), shape),
        "I32" => torch.tensor(MemoryMarshal.Cast<byte, int>(bytes).ToArray(), shape),
        "U8" => torch.tensor(bytes.ToArray(), shape),
        "BOOL" => torch.tensor(MemoryMarshal.Cast<byte, bool>(bytes).ToArray(), shape),
        _ => throw new NotSupportedException($"Golden cases hold no {type}."),
    };
}
