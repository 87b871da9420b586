using System.Text;
using TorchSharp;
using TubeDetr.Training.Checkpoints;
using static TorchSharp.torch;

namespace TubeDetr.Training.Tests.Checkpoints;

public sealed class CheckpointImageTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly HostBufferPool pool = new();

    public void Dispose()
    {
        pool.Dispose();
        scope.Dispose();
    }

    [Fact]
    public void WriteTo_ReadBack_GivesEveryBit()
    {
        var (floats, numbers) = (randn(1000), arange(7, ScalarType.Int64));
        var file = Write(Content(floats, numbers));
        var (floats2, numbers2) = (zeros(1000), zeros(7, ScalarType.Int64));

        Content(floats2, numbers2).ReadFrom(CheckpointReader.Open(file));

        Assert.Equal(floats.data<float>().ToArray(), floats2.data<float>().ToArray());
        Assert.Equal(numbers.data<long>().ToArray(), numbers2.data<long>().ToArray());
    }

    [Fact]
    public void WriteTo_AfterTensorsChanged_GivesTheMomentOfCapture()
    {
        var floats = ones(1000);
        using var image = CheckpointImage.Take(Content(floats, zeros(7, ScalarType.Int64)), pool, 1, 2);
        floats.zero_();
        using var file = new MemoryStream();
        image.WriteTo(file);
        file.Position = 0;
        var read = zeros(1000);
        Content(read, zeros(7, ScalarType.Int64)).ReadFrom(CheckpointReader.Open(file));
        Assert.Equal(1f, read.min().item<float>());
    }

    [Fact]
    public void ReadFrom_OtherTensors_ListsEveryDifferenceAndChangesNothing()
    {
        var file = Write(Content(ones(1000), zeros(7, ScalarType.Int64)));
        var mine = zeros(1000);
        var expected = new CheckpointContent(
            [new(mine, [new("a", [30, 30], 0, 900), new("x", [100], 900, 100)]), TensorRun.Of("ids", zeros(7, ScalarType.Float32))],
            new Dictionary<string, string>(StringComparer.Ordinal));

        var fault = Assert.Throws<CheckpointException>(() => expected.ReadFrom(CheckpointReader.Open(file)));

        Assert.Equal(
            "The checkpoint does not fit these options: x is missing; b is not known; a is F32 [10, 40] instead of F32 [30, 30]; ids is I64 [7] instead of F32 [7].",
            fault.Message);
        Assert.Equal(0f, mine.sum().item<float>());
    }

    [Theory]
    [InlineData(4, "ends within the header")]
    [InlineData(40, "ends within the header")]
    [InlineData(1500, "cut off")]
    public void ReadFrom_CutOff_SaysSo(int length, string expected)
    {
        var file = Write(Content(ones(1000), zeros(7, ScalarType.Int64)));
        file.SetLength(length);
        AssertFault(file, expected);
    }

    [Fact]
    public void ReadFrom_OneBitChanged_SaysSo()
    {
        var file = Write(Content(ones(1000), zeros(7, ScalarType.Int64)));
        file.GetBuffer()[file.Length - 100] ^= 1;
        AssertFault(file, "damaged");
    }

    [Theory]
    [InlineData("hello, this is no checkpoint at all", "not a checkpoint")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "has bytes 0 to 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "begins at byte 4 instead of 0")]
    [InlineData("""{"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}""", "unknown type F31")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}""", "impossible shape")]
    [InlineData("""{"a":3}""", "not the JSON of a safetensors file")]
    [InlineData("""["a"]""", "not the JSON of a safetensors file")]
    public void Open_BrokenHeader_SaysWhy(string header, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(header);
        var prefix = header.StartsWith('h') ? [] : BitConverter.GetBytes((long)bytes.Length);
        AssertFault(new MemoryStream([.. prefix, .. bytes, 0, 0, 0, 0, 0, 0, 0, 0]), expected);
    }

    private static void AssertFault(MemoryStream file, string expected)
    {
        file.Position = 0;
        var fault = Assert.Throws<CheckpointException>(() => Content(zeros(1000), zeros(7, ScalarType.Int64)).ReadFrom(CheckpointReader.Open(file)));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    private static CheckpointContent Content(Tensor floats, Tensor numbers) => new(
        [new(floats, [new("a", [10, 40], 0, 400), new("b", [600], 400, 600)]), TensorRun.Of("ids", numbers)],
        new Dictionary<string, string>(StringComparer.Ordinal) { ["step"] = "2" });

    private MemoryStream Write(CheckpointContent content)
    {
        var file = new MemoryStream();
        using var image = CheckpointImage.Take(content, pool, 1, 2);
        image.WriteTo(file);
        file.Position = 0;
        return file;
    }
}
