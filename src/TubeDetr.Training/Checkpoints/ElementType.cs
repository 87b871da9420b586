using static TorchSharp.torch;

namespace TubeDetr.Training.Checkpoints;

/// <summary>Element types under their names in the safetensors format.</summary>
internal static class ElementType
{
    private static readonly (string Name, ScalarType Type, int Bytes)[] Known =
    [
        ("F32", ScalarType.Float32, 4), ("F64", ScalarType.Float64, 8), ("F16", ScalarType.Float16, 2), ("BF16", ScalarType.BFloat16, 2),
        ("I64", ScalarType.Int64, 8), ("I32", ScalarType.Int32, 4), ("I16", ScalarType.Int16, 2), ("I8", ScalarType.Int8, 1),
        ("U8", ScalarType.Byte, 1), ("BOOL", ScalarType.Bool, 1),
    ];

    public static string NameOf(ScalarType type) => Array.Find(Known, known => known.Type == type).Name
        ?? throw new NotSupportedException($"A checkpoint cannot hold elements of type {type}.");

    public static int BytesOf(ScalarType type) => Array.Find(Known, known => known.Type == type).Bytes;

    /// <summary>Null for a type that is not known.</summary>
    public static (ScalarType Type, int Bytes)? Find(string name)
    {
        var known = Array.Find(Known, known => known.Name.Equals(name, StringComparison.Ordinal));
        return known.Name is null ? null : (known.Type, known.Bytes);
    }
}
