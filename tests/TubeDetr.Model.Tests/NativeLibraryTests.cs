using TorchSharp;

namespace TubeDetr.Model.Tests;

public sealed class NativeLibraryTests
{
    [Fact]
    public void LibTorchSharp_AfterRepair_LoadsAndComputes()
    {
        using var sum = torch.ones(2, 3).sum();
        Assert.Equal(6f, sum.item<float>());
    }
}
