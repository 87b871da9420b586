using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Checkpoints.PyTorch;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Training.Tests.Checkpoints.PyTorch.Pickles;

public sealed class PickleTreeTests
{
    [Fact]
    public void Tensors_ListWithinItself_IsRefused()
    {
        var list = Pickled.Load("]q\u0000h\u0000a.");

        Assert.Contains("a value within itself", Assert.Throws<DamagedFileException>(() => PickleTree.Tensors(list).Count()).Message, StringComparison.Ordinal);
        Assert.Throws<DamagedFileException>(() => PickleJson.Of(list));
        Assert.Throws<DamagedFileException>(() => TreeText.Write(list));
        Assert.Throws<DamagedFileException>(() => PickleWriter.Write(list));
    }

    [Fact]
    public void Tensors_ListsOfTheSameListOverAndOver_AreRefused()
    {
        // 40 levels of (x, x): 2^40 values from 200 bytes.
        var doubled = "]" + string.Concat(Enumerable.Range(0, 40).Select(_ => "2\u0086"));

        Assert.Contains("describes more than 1000000 values", Assert.Throws<DamagedFileException>(() => PickleTree.Tensors(Pickled.Load(doubled, ".")).Count()).Message, StringComparison.Ordinal);
    }
}
