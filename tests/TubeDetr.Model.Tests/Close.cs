using TorchSharp;

namespace TubeDetr.Model.Tests;

/// <summary>Comparison of tensors that names the greatest difference.</summary>
internal static class Close
{
    public static void Exactly(string name, torch.Tensor expected, torch.Tensor actual)
    {
        Shape(name, expected, actual);
        Assert.True(expected.eq(actual).all().ToBoolean(), $"{name} differs.");
    }

    /// <summary>|actual − expected| ≤ absolute + relative · max|expected|.</summary>
    public static void Within(string name, torch.Tensor expected, torch.Tensor actual, double absolute, double relativeToMax = 0)
    {
        Shape(name, expected, actual);
        using var scope = torch.NewDisposeScope();
        var difference = (actual.detach() - expected).abs().max().item<float>();
        var bound = absolute + (relativeToMax * expected.abs().max().item<float>());
        Assert.True(difference <= bound, $"{name} differs by {difference:g3}, more than {bound:g3}.");
    }

    private static void Shape(string name, torch.Tensor expected, torch.Tensor actual) =>
        Assert.True(
            expected.shape.AsSpan().SequenceEqual(actual.shape),
            $"{name} is [{string.Join(", ", actual.shape)}], not [{string.Join(", ", expected.shape)}].");
}
