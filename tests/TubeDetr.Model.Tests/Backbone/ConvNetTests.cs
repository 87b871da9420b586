using TorchSharp;
using TubeDetr.Model.Backbone;

namespace TubeDetr.Model.Tests.Backbone;

public sealed class ConvNetTests
{
    /// <summary>Sizes as torchvision gives them, less the classifier.</summary>
    [Theory]
    [InlineData("resnet18", 11_176_512, 512)]
    [InlineData("resnet34", 21_284_672, 512)]
    [InlineData("resnet50", 23_508_032, 2048)]
    [InlineData("resnet101", 42_500_160, 2048)]
    [InlineData("resnet152", 58_143_808, 2048)]
    [InlineData("resnext50_32x4d", 22_979_904, 2048)]
    [InlineData("resnext101_32x8d", 86_742_336, 2048)]
    [InlineData("resnext101_64x4d", 81_406_272, 2048)]
    [InlineData("wide_resnet50_2", 66_834_240, 2048)]
    [InlineData("wide_resnet101_2", 124_837_696, 2048)]
    [InlineData("resnet50-gn", 23_508_032, 2048)]
    [InlineData("resnet101-gn", 42_500_160, 2048)]
    public void Named_ResNet_HasTorchvisionsWeights(string name, long weights, long channels)
    {
        using var scope = torch.NewDisposeScope();
        var net = ConvNet.Named(name, dilation: false);
        var slots = net.Slots().ToList();
        Assert.Equal(weights, slots.Where(s => !s.Name.Contains("running", StringComparison.Ordinal)).Sum(s => s.Slot.Value.numel()));
        Assert.Equal(channels, net.Channels);
        slots.ForEach(s => s.Slot.Value.Dispose());
    }

    [Theory]
    [InlineData("tiny-gn", false, 8)]
    [InlineData("resnet18-gn", false, 32)]
    [InlineData("resnet50", false, 32)]
    [InlineData("resnet50", true, 16)]
    [InlineData("resnext50_32x4d", true, 16)]
    public void Forward_Frames_ShrinkByTheStride(string name, bool dilation, int stride)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var net = ConvNet.Named(name, dilation);
        var features = net.Forward(torch.randn(2, 3, 64, 96));
        Assert.Equal([2L, net.Channels, 64 / stride, 96 / stride], features.shape);
        Assert.True(features.isfinite().all().item<bool>());
    }

    [Fact]
    public void TinyNet_Weights_AreFew()
    {
        using var scope = torch.NewDisposeScope();
        Assert.InRange(new TinyNet().Slots().Sum(s => s.Slot.Value.numel()), 20_000, 40_000);
    }
}
