using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using TorchSharp;

namespace TubeDetr.Model.Tests.Golden;

/// <summary>Reads the types that occur in golden cases: F32, I64 and BOOL.</summary>
internal static class Safetensors
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
            tensors.Add(entry.Name, Tensor(entry.Value.GetProperty("dtype").GetString()!, data.Span[start..end], shape));
        }

        return tensors;
    }

    private static torch.Tensor Tensor(string type, ReadOnlySpan<byte> bytes, long[] shape) => type switch
    {
        "F32" => Of(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), shape, x => torch.tensor(x)),
        "I64" => Of(MemoryMarshal.Cast<byte, long>(bytes).ToArray(), shape, x => torch.tensor(x)),
        "BOOL" => Of(MemoryMarshal.Cast<byte, bool>(bytes).ToArray(), shape, x => torch.tensor(x)),
        _ => throw new NotSupportedException($"Golden cases hold no {type}."),
    };

    private static torch.Tensor Of<T>(T[] values, long[] shape, Func<T[], torch.Tensor> make)
    {
        if (values.LongLength != shape.Aggregate(1L, (a, b) => a * b))
        {
            throw new InvalidDataException($"{values.LongLength} values do not fill [{string.Join(", ", shape)}].");
        }

        return make(values).reshape(shape);
    }
}
