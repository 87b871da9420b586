using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using TorchSharp;
using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Checkpoints.PyTorch;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;
using TubeDetr.Training.Tests.Checkpoints.PyTorch.Pickles;
using static TorchSharp.torch;

namespace TubeDetr.Training.Tests.Checkpoints.PyTorch;

public sealed class PyTorchFileTests : IDisposable
{
    // {"w": tensor of 2 floats from storage 0}
    private const string OneTensor = "}U\u0001wctorch._utils\n_rebuild_tensor_v2\n((U\u0007storagectorch\nFloatStorage\nU\u00010U\u0003cpuK\u0002tQK\u0000K\u0002\u0085K\u0001\u0085\u0089NtRs.";

    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Open_WrittenByZipArchive_IsRead()
    {
        Zip(("any/data.pkl", Pickled.Bytes(OneTensor)), ("any/data/0", [0, 0, 128, 63, 0, 0, 0, 64]));

        using var file = PyTorchFile.Open(path);

        using var place = zeros(2);
        Assert.Equal("w", Assert.Single(file.Entries).Name);
        file.Entries[0].Tensor.ReadInto(place);
        Assert.Equal([1f, 2f], place.data<float>().ToArray());
    }

    [Fact]
    public void Open_InertObjectInATensor_IsRefused()
    {
        Zip(("x/data.pkl", Pickled.Bytes("}U\u0001wctorch._utils\n_rebuild_tensor_v2\n(cpathlib\nPath\n)RK\u0000K\u0002\u0085K\u0001\u0085\u0089NtRs.")));

        Assert.Contains("makes a tensor of pathlib.Path, which is no description of one", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_UnknownElements_AreRefused()
    {
        Zip(("x/data.pkl", Pickled.Bytes(OneTensor.Replace("FloatStorage", "ComplexFloatStorage", StringComparison.Ordinal))), ("x/data/0", new byte[16]));

        Assert.Contains("elements of torch.ComplexFloatStorage, which cannot be read here", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_CompressedRecord_IsRefused()
    {
        Zip(CompressionLevel.Optimal, ("x/data.pkl", Pickled.Bytes(OneTensor)), ("x/data/0", new byte[8]));

        Assert.Contains("compressed", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_RecordTwice_IsRefused()
    {
        Zip(("x/data.pkl", Pickled.Bytes(OneTensor)), ("x/data/0", new byte[8]), ("x/data/0", new byte[8]));

        Assert.Contains("has the record x/data/0 twice", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoDescription_IsRefused()
    {
        Zip(("x/readme.txt", [65]));

        Assert.Contains("not one of torch.save", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_TorchScript_IsRefused()
    {
        Zip(("x/data.pkl", Pickled.Bytes(OneTensor)), ("x/constants.pkl", [46]), ("x/data/0", new byte[8]));

        Assert.Contains("is a TorchScript program", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoTensor_IsRefused()
    {
        Zip(("x/data.pkl", Pickled.Bytes("}U\u0001wK\u0001s.")));

        Assert.Equal($"{path} holds no tensor. Give a checkpoint or a state dict.", Refusal());
    }

    [Fact]
    public void Open_CutAnywhere_IsRefusedWithOneSentence()
    {
        Write(OneRoot());
        var whole = File.ReadAllBytes(path);

        for (var length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.DoesNotContain("\n", Refusal(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Open_AnyByteChanged_IsReadOrRefused()
    {
        Write(OneRoot());
        var whole = File.ReadAllBytes(path);
        var refused = 0;

        for (var i = 0; i < whole.Length; i += 3)
        {
            var changed = (byte[])whole.Clone();
            changed[i] ^= 0x55;
            File.WriteAllBytes(path, changed);
            refused += IsRefused() ? 1 : 0;
        }

        Assert.InRange(refused, 50, whole.Length);
    }

    [Fact]
    public void Open_WrittenFile_HasTheSameValuesAndAlignedStorages()
    {
        var root = OneRoot();

        Write(root);
        using var file = PyTorchFile.Open(path);

        Assert.Equal(PickleJson.Of(root)!.ToJsonString(), PickleJson.Of(file.Root)!.ToJsonString());
        Assert.Equal(["model.a", "model.b"], file.Entries.Select(entry => entry.Name));
        using var archive = ZipFile.OpenRead(path);
        Assert.Equal(["archive/data.pkl", "archive/byteorder", "archive/data/0", "archive/data/1", "archive/version"], archive.Entries.Select(entry => entry.FullName));
        var bytes = File.ReadAllBytes(path);
        Assert.Equal(0, bytes.AsSpan().IndexOf(new byte[] { 0, 0, 128, 63, 0, 0, 0, 64 }) % 64);
    }

    /// <summary>3 GiB through writer, reader and a conversion: what the process needs beyond the tensor that it reads into stays under 64 MiB.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public void ThreeGibibytes_WrittenReadAndConverted_NeedLittleMemory()
    {
        const long Count = 16L << 20;
        var part = StoredTensor.Whole(new TensorStorage("z", ScalarType.Float32, Count).Place(new CountingBytes(Count * 4), 0, Count * 4), [4096, 4096]);
        var model = new PickleDict(ordered: true);
        for (var i = 0; i < 48; i++)
        {
            model.Items[i.ToString("'layer'00", CultureInfo.InvariantCulture)] = part;
        }

        var root = new PickleDict();
        root.Items["model"] = model;
        using var place = zeros(4096, 4096);
        using var expected = zeros(4096, 4096);
        part.ReadInto(expected);
        var converted = path + ".safetensors";
        try
        {
            var write = Peak(() => Write(root));
            Assert.Equal(3L << 30, new FileInfo(path).Length / (1 << 26) * (1 << 26));
            var read = Peak(() =>
            {
                using var file = PyTorchFile.Open(path);
                foreach (var (_, tensor) in file.Entries)
                {
                    place.zero_();
                    tensor.ReadInto(place);
                    Assert.True(place.Equals(expected));
                }
            });
            var convert = Peak(() =>
            {
                using var stream = File.Create(converted);
                new Training.Checkpoints.Conversion.CheckpointConversion(path, toPyTorch: false).Run(stream);
            });
            TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"extra memory: write {write >> 20} MiB, read {read >> 20} MiB, convert {convert >> 20} MiB"));
            Assert.All([write, read, convert], peak => Assert.InRange(peak, 0, 64 << 20));
        }
        finally
        {
            File.Delete(converted);
        }
    }

    /// <summary>A storage beyond 4 GiB, and one behind it: sizes and positions need zip64.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public void FiveGibibytes_InOneTensor_AreWrittenAndRead()
    {
        var count = 5L << 30;
        var root = OneRoot();
        ((PickleDict)root.Find("model")!).Items["big"] = StoredTensor.Whole(new TensorStorage("z", ScalarType.Byte, count).Place(new CountingBytes(count), 0, count), [count]);
        ((PickleDict)root.Find("model")!).Items["last"] = Tensor(3, 4);

        Write(root);

        using var file = PyTorchFile.Open(path);
        using var last = zeros(2);
        file.Entries.Single(entry => entry.Name is "model.last").Tensor.ReadInto(last);
        Assert.Equal([3f, 4f], last.data<float>().ToArray());
        var (source, position) = (new CountingBytes(count), 0L);
        var wanted = new byte[16 << 20];
        file.Entries.Single(entry => entry.Name is "model.big").Tensor.Stream(span =>
        {
            source.Read(wanted.AsSpan(0, span.Length), position);
            Assert.True(span.SequenceEqual(wanted.AsSpan(0, span.Length)));
            position += span.Length;
        });
        Assert.Equal(count, position);
    }

    private static PickleDict OneRoot()
    {
        var (root, model) = (new PickleDict(), new PickleDict(ordered: true));
        model.Items["a"] = Tensor(1, 2);
        model.Items["b"] = Tensor(3);
        root.Items["model"] = model;
        root.Items["epoch"] = -7L;
        root.Items["big"] = System.Numerics.BigInteger.Pow(2, 70);
        root.Items["rate"] = 1e-5;
        root.Items["none"] = PickleNone.Value;
        root.Items["tuple"] = new PickleTuple([true, "x", new PickleTuple([]), 300L, 70_000L, 1L << 40]);
        root.Items["bytes"] = (byte[])[0, 255];
        return root;
    }

    private static StoredTensor Tensor(params float[] values)
    {
        var bytes = values.SelectMany(BitConverter.GetBytes).ToArray();
        return StoredTensor.Whole(new TensorStorage("t", ScalarType.Float32, values.Length).Place(new MemoryBytes(bytes), 0, bytes.Length), [values.Length]);
    }

    private void Write(PickleDict root)
    {
        using var stream = File.Create(path);
        PyTorchWriter.Write(stream, root, _ => { });
    }

    private void Zip(params (string Name, byte[] Content)[] records) => Zip(CompressionLevel.NoCompression, records);

    private void Zip(CompressionLevel level, params (string Name, byte[] Content)[] records)
    {
        using var stream = File.Create(path);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: false, Encoding.UTF8);
        foreach (var (name, content) in records)
        {
            using var record = archive.CreateEntry(name, level).Open();
            record.Write(content);
        }
    }

    private string Refusal() => Assert.Throws<CheckpointException>(() => PyTorchFile.Open(path).Dispose()).Message;

    private bool IsRefused()
    {
        try
        {
            PyTorchFile.Open(path).Dispose();
            return false;
        }
        catch (CheckpointException)
        {
            return true;
        }
    }

    // Resident memory at its highest, less what it was before.
    private static long Peak(Action action)
    {
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
        var before = Status("VmRSS");
        action();
        return Math.Max(0, Status("VmHWM") - before);
    }

    private static long Status(string name) => long.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) << 10;

    /// <summary>Bytes that differ from place to place.</summary>
    private sealed class CountingBytes(long length) : IByteSource
    {
        public long Length => length;

        public void Read(Span<byte> destination, long position)
        {
            for (var i = 0; i < destination.Length; i++)
            {
                destination[i] = (byte)((position + i) * 31 >> 8 & 0x3f);
            }
        }
    }
}
