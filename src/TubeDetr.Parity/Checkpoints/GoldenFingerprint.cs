using System.IO.Hashing;
using System.Text.Json;
using TorchSharp;
using TubeDetr.Training.Checkpoints;

namespace TubeDetr.Parity.Checkpoints;

/// <summary>Compares tensors with what a manifest says of them: name, type, shape and the CRC-32 of their bytes.</summary>
internal static class GoldenFingerprint
{
    private const string Crc = "crc32_of_contiguous_little_endian_bytes";

    /// <summary>Every tensor in its order.</summary>
    public static void CompareAll(Comparison comparison, string quantity, JsonElement expected, IReadOnlyList<(string Name, StoredTensor Tensor)> found)
    {
        comparison.SameList(quantity + " names", quantity, [.. expected.EnumerateArray().Select(entry => entry.GetProperty("name").GetString())], [.. found.Select(entry => (string?)entry.Name)]);
        foreach (var (entry, tensor) in expected.EnumerateArray().Zip(found, (entry, pair) => (entry, pair.Tensor)))
        {
            Compare(comparison, quantity, entry.GetProperty("name").GetString()!, entry, tensor);
        }
    }

    public static void Compare(Comparison comparison, string quantity, string where, JsonElement expected, StoredTensor tensor)
    {
        var crc = new Crc32();
        tensor.Stream(span => crc.Append(span));
        Compare(comparison, quantity, where, expected, tensor.Type, tensor.Shape, crc.GetCurrentHashAsUInt32());
    }

    public static void Compare(Comparison comparison, string quantity, string where, JsonElement expected, torch.Tensor tensor)
    {
        var bytes = new byte[TensorBytes.SizeOf(tensor)];
        using var room = HostBuffer.Allocate(bytes.Length);
        TensorBytes.CopyTo(tensor, room.Memory);
        var crc = new Crc32();
        room.Memory.ForEachSpan(span => crc.Append(span));
        Compare(comparison, quantity, where, expected, tensor.dtype, tensor.shape, crc.GetCurrentHashAsUInt32());
    }

    private static void Compare(Comparison comparison, string quantity, string where, JsonElement expected, torch.ScalarType type, IReadOnlyList<long> shape, uint crc)
    {
        comparison.Same(quantity + " types", where, expected.GetProperty("dtype").GetString(), Name(type));
        comparison.SameList(quantity + " shapes", where, [.. expected.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())], shape);
        comparison.Same(quantity + " bytes", where, expected.GetProperty(Crc).GetUInt32(), crc);
    }

    private static string Name(torch.ScalarType type) => type is torch.ScalarType.Byte ? "uint8" : type.ToString().ToLowerInvariant();
}
