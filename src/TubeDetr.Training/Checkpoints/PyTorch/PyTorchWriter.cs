using System.Globalization;
using TubeDetr.Training.Checkpoints.PyTorch.Archives;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Training.Checkpoints.PyTorch;

/// <summary>Writes what <c>torch.save</c> would: the description, the byte order, then each tensor's elements, streamed from where they lie.</summary>
internal static class PyTorchWriter
{
    private const string Top = "archive/";

    /// <param name="destination">Must seek.</param>
    /// <param name="root">Values as <see cref="PyTorchFile.Root"/> has them.</param>
    /// <param name="written">Told of bytes of tensors as they are written.</param>
    /// <exception cref="DamagedFileException">There is a value that cannot be written, or a tensor that cannot be read.</exception>
    public static void Write(Stream destination, object root, Action<long> written)
    {
        var (pickle, tensors) = PickleWriter.Write(root);
        var zip = new ZipWriter(destination);
        zip.Add(Top + "data.pkl", pickle);
        zip.Add(Top + "byteorder", "little"u8);
        for (var i = 0; i < tensors.Count; i++)
        {
            var tensor = tensors[i];
            zip.Add(Top + "data/" + i.ToString(CultureInfo.InvariantCulture), tensor.Length, write => tensor.Stream(span =>
            {
                write(span);
                written(span.Length);
            }));
        }

        zip.Add(Top + "version", "3\n"u8);
        zip.Finish();
    }
}
