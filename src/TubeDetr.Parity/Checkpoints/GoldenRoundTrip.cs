using System.Text.Json;
using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Checkpoints.Conversion;
using TubeDetr.Training.Checkpoints.PyTorch;

namespace TubeDetr.Parity.Checkpoints;

/// <summary>Converts a <c>.pth</c> to safetensors and back: every tensor and value must come back as it was.</summary>
internal static class GoldenRoundTrip
{
    public static void Compare(Comparison comparison, string path)
    {
        var folder = Directory.CreateTempSubdirectory("tubedetr-parity-");
        try
        {
            var (there, back) = (Path.Combine(folder.FullName, "there.safetensors"), Path.Combine(folder.FullName, "back.pth"));
            Convert(path, there, toPyTorch: false);
            Convert(there, back, toPyTorch: true);
            Compare(comparison, path, back);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Convert(string from, string to, bool toPyTorch)
    {
        using var stream = File.Create(to);
        new CheckpointConversion(from, toPyTorch).Run(stream);
    }

    private static void Compare(Comparison comparison, string path, string back)
    {
        using var before = PyTorchFile.Open(path);
        using var after = PyTorchFile.Open(back);

        // A state dict without anything around it becomes plain weights, which become a model.
        var bare = WeightTree.IsStateDict(before.Root);
        var expected = before.Entries.Select(entry => bare ? entry with { Name = "model." + entry.Name } : entry).ToArray();
        comparison.SameList("round trip names", path, [.. expected.Select(entry => entry.Name)], [.. after.Entries.Select(entry => entry.Name)]);
        foreach (var (one, other) in expected.Zip(after.Entries))
        {
            comparison.Same("round trip types", $"{one.Name} of {path}", SafetensorsEntry.Describe(one.Tensor.Type, one.Tensor.Shape), SafetensorsEntry.Describe(other.Tensor.Type, other.Tensor.Shape));
            comparison.Holds("round trip bytes", $"{one.Name} of {path}", Bytes(one.Tensor).AsSpan().SequenceEqual(Bytes(other.Tensor)));
        }

        if (!bare)
        {
            comparison.SameJson("round trip values", path, Json(before), Json(after));
        }
    }

    private static byte[] Bytes(StoredTensor tensor)
    {
        using var bytes = new MemoryStream();
        tensor.Stream(span => bytes.Write(span));
        return bytes.ToArray();
    }

    private static JsonElement Json(PyTorchFile file) => JsonSerializer.SerializeToElement(PickleJson.Of(file.Root));
}
