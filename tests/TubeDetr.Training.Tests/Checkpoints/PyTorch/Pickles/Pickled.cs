using System.Text;
using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Checkpoints.PyTorch;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Training.Tests.Checkpoints.PyTorch.Pickles;

/// <summary>Pickles made by hand.</summary>
internal static class Pickled
{
    /// <summary>Bytes of the parts: texts as Latin-1, numbers as single bytes.</summary>
    public static byte[] Bytes(params object[] parts) => [.. parts.SelectMany(part => part switch
    {
        string text => Encoding.Latin1.GetBytes(text),
        byte[] bytes => bytes,
        int value => [(byte)value],
        _ => throw new ArgumentException($"{part} is no part of a pickle.", nameof(parts)),
    })];

    public static object Load(params object[] parts) => Load(Bytes(parts));

    public static object Load(byte[] bytes)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            using var file = FileBytes.Open(path);
            return Unpickler.Read(new PickleInput(file.Handle, 0, file.Length), new TorchWorld());
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static string Refusal(params object[] parts) => Assert.Throws<DamagedFileException>(() => Load(parts)).Message;
}
