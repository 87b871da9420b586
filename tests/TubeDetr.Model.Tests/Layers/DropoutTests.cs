using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Tests.Layers;

public sealed class DropoutTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.93)]
    public void Mask_ManyValues_DropsThatShareAndScalesTheRest(double probability)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(3);
        var values = Dropout.Mask([1000, 1003], probability).data<float>().ToArray();
        Assert.Equal([0f, (float)(1 / (1 - probability))], values.Distinct().Order());
        var share = values.Count(v => v == 0) / (double)values.Length;
        var deviation = Math.Sqrt(probability * (1 - probability) / values.Length);
        Assert.InRange(share, probability - (5 * deviation), probability + (5 * deviation));
    }

    /// <summary>Neighbours at every distance up to 40 (lanes are 8 apart), and two masks in a row, are as independent as chance allows.</summary>
    [Fact]
    public void Mask_Neighbours_AreIndependent()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(4);
        const int count = 1 << 20;
        var first = Dropout.Mask([count], 0.5);
        var second = Dropout.Mask([count], 0.5);
        Assert.InRange(Correlation(first, second), -5e-3, 5e-3);
        for (var distance = 1; distance <= 40; distance++)
        {
            Assert.InRange(Correlation(first.narrow(0, 0, count - distance), first.narrow(0, distance, count - distance)), -5e-3, 5e-3);
        }
    }

    [Fact]
    public void Drop_SameSeedTwice_IsTheSame()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(7, 11);
        torch.manual_seed(5);
        var first = x.Drop(0.3, training: true);
        var second = x.Drop(0.3, training: true);
        torch.manual_seed(5);
        Assert.True(first.eq(x.Drop(0.3, training: true)).all().item<bool>());
        Assert.False(first.eq(second).all().item<bool>());
        Assert.Same(x, x.Drop(0.3, training: false));
        Assert.Same(x, x.Drop(0, training: true));
    }

    [Fact]
    public void Drop_Backward_IsTheMask()
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(6);
        var x = torch.ones(50, requires_grad: true);
        var y = x.Drop(0.4, training: true);
        y.sum().backward();
        Assert.True(y.eq(x.grad!).all().item<bool>());
    }

    private static double Correlation(torch.Tensor a, torch.Tensor b) => (a.sub(1) * b.sub(1)).mean().item<float>();
}
