using TorchSharp;
using TubeDetr.Training.Checkpoints;
using static TorchSharp.torch;

namespace TubeDetr.Training.Tests.Checkpoints;

public sealed class StoredTensorTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly TensorStorage numbers = Storage(24);

    public void Dispose() => scope.Dispose();

    public static TheoryData<long, long[], long[]> Views => new()
    {
        { 0, [24], [1] },
        { 0, [4, 6], [6, 1] },
        { 0, [6, 4], [1, 6] },
        { 5, [5], [3] },
        { 2, [2, 3, 2], [1, 6, 3] },
        { 7, [3, 4], [0, 2] },
        { 3, [], [] },
        { 24, [0, 4], [4, 1] },
        { 1, [1, 5, 1], [99, 1, 77] },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public void ReadInto_AnyLayout_GivesTheElementsOfPyTorch(long offset, long[] shape, long[] strides)
    {
        var stored = StoredTensor.View(numbers, offset, shape, strides);
        var expected = arange(24).to(ScalarType.Float32).as_strided(shape, strides, offset).contiguous();

        var found = full(shape, -1f);
        stored.ReadInto(found);
        var streamed = new MemoryStream();
        stored.Stream(span => streamed.Write(span));

        Assert.True(expected.Equals(found));
        Assert.Equal(expected.bytes.ToArray(), streamed.ToArray());
    }

    [Fact]
    public void ReadInto_OtherType_IsConvertedInPieces()
    {
        var count = (4 << 20) + 3L;
        var zeros = StoredTensor.Whole(new TensorStorage("z", ScalarType.Float16, count).Place(new ZeroBytes(count * 2), 0, count * 2), [count]);
        var place = ones(count);

        zeros.ReadInto(place);

        Assert.Equal(0f, place.abs().max().item<float>());
    }

    [Fact]
    public void ReadInto_BigEndian_IsTurned()
    {
        var stored = StoredTensor.Whole(new TensorStorage("b", ScalarType.Int32, 1).Place(new MemoryBytes([0, 0, 1, 2]), 0, 4, bigEndian: true), [1]);
        var place = zeros(1, ScalarType.Int32);

        stored.ReadInto(place);

        Assert.Equal(258, place.item<int>());
    }

    [Theory]
    [InlineData(0L, new long[] { 5, 5 }, new long[] { 5, 1 })]
    [InlineData(1L, new long[] { 24 }, new long[] { 1 })]
    [InlineData(-1L, new long[] { 2 }, new long[] { 1 })]
    [InlineData(0L, new long[] { 2 }, new long[] { -1 })]
    [InlineData(0L, new long[] { -2 }, new long[] { 1 })]
    [InlineData(0L, new long[] { 2, 2 }, new long[] { 1 })]
    [InlineData(0L, new long[] { long.MaxValue, long.MaxValue }, new long[] { long.MaxValue, 1 })]
    [InlineData(0L, new long[] { long.MaxValue }, new long[] { 0 })]
    [InlineData(0L, new long[] { 1 << 20, 1 << 20 }, new long[] { 0, 0 })]
    [InlineData(long.MaxValue, new long[] { 1 }, new long[] { 1 })]
    public void View_OutsideItsStorage_IsRefused(long offset, long[] shape, long[] strides) =>
        Assert.StartsWith("has a tensor of shape", Assert.Throws<DamagedFileException>(() => StoredTensor.View(numbers, offset, shape, strides)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(6, 20)]
    [InlineData(4, 20)]
    [InlineData(long.MaxValue, 20)]
    public void Place_OtherSizeThanClaimed_IsRefused(long count, long bytes) =>
        Assert.Throws<DamagedFileException>(() => new TensorStorage("s", ScalarType.Float32, count).Place(new ZeroBytes(1000), 0, bytes));

    private static TensorStorage Storage(int count)
    {
        var bytes = Enumerable.Range(0, count).SelectMany(i => BitConverter.GetBytes((float)i)).ToArray();
        return new TensorStorage("n", ScalarType.Float32, count).Place(new MemoryBytes(bytes), 0, bytes.Length);
    }
}
