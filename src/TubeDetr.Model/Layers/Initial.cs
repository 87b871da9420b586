using TorchSharp;

namespace TubeDetr.Model.Layers;

/// <summary>First values of weights, as PyTorch and the original draw them, from the process-wide generator.</summary>
internal static class Initial
{
    public static torch.Tensor Zeros(params long[] shape) => torch.zeros(shape);

    public static torch.Tensor Ones(params long[] shape) => torch.ones(shape);

    public static torch.Tensor Uniform(double low, double high, params long[] shape) => torch.empty(shape).uniform_(low, high);

    public static torch.Tensor Normal(double deviation, params long[] shape) => torch.empty(shape).normal_(0, deviation);

    /// <summary>Default of PyTorch's linear and convolution layers, weights and biases alike: uniform within 1/√fan_in.</summary>
    public static torch.Tensor FanIn(long fanIn, params long[] shape)
    {
        var bound = 1 / Math.Sqrt(fanIn);
        return Uniform(-bound, bound, shape);
    }

    /// <summary>Xavier (Glorot) uniform for a matrix [rows, columns].</summary>
    public static torch.Tensor Xavier(long rows, long columns)
    {
        var bound = Math.Sqrt(6.0 / (rows + columns));
        return Uniform(-bound, bound, rows, columns);
    }

    /// <summary>He normal over the outputs, for a convolution before a ReLU (torchvision's ResNet).</summary>
    public static torch.Tensor KaimingFanOut(long outputs, long inputs, long kernel) =>
        Normal(Math.Sqrt(2.0 / (outputs * kernel * kernel)), outputs, inputs, kernel, kernel);
}
