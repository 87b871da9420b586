using TubeDetr.Training.Checkpoints.PyTorch.Pickles;
using static TorchSharp.torch;

namespace TubeDetr.Training.Checkpoints.PyTorch;

/// <summary>Element types under the names of PyTorch's storage classes.</summary>
internal static class StorageType
{
    private static readonly (string Name, ScalarType Type)[] Known =
    [
        ("FloatStorage", ScalarType.Float32), ("DoubleStorage", ScalarType.Float64), ("HalfStorage", ScalarType.Float16), ("BFloat16Storage", ScalarType.BFloat16),
        ("LongStorage", ScalarType.Int64), ("IntStorage", ScalarType.Int32), ("ShortStorage", ScalarType.Int16), ("CharStorage", ScalarType.Int8),
        ("ByteStorage", ScalarType.Byte), ("BoolStorage", ScalarType.Bool),
    ];

    public static string NameOf(ScalarType type) => Array.Find(Known, known => known.Type == type).Name;

    /// <exception cref="DamagedFileException">It is none that a checkpoint can hold.</exception>
    public static ScalarType Of(PickleGlobal global)
    {
        var known = Array.Find(Known, known => known.Name.Equals(global.Name, StringComparison.Ordinal));
        return known.Name is not null && global.Module is "torch" or "torch.storage" or "torch.cuda"
            ? known.Type
            : throw new DamagedFileException($"has a tensor with elements of {global.FullName}, which cannot be read here", "Convert that tensor to an ordinary type before saving it.");
    }
}
