using static TorchSharp.torch;

namespace TubeDetr.Training.Checkpoints;

/// <summary>One tensor of a file.</summary>
/// <param name="Begin">First byte, counted from the end of the header.</param>
/// <param name="End">End, exclusive.</param>
internal sealed record SafetensorsEntry(string Name, ScalarType Type, IReadOnlyList<long> Shape, long Begin, long End)
{
    public long Length => End - Begin;

    /// <summary><c>F32 [3, 4]</c>.</summary>
    public static string Describe(ScalarType type, IEnumerable<long> shape) => $"{ElementType.NameOf(type)} [{string.Join(", ", shape)}]";
}
