using TorchSharp;

namespace TubeDetr.Model.Backbone;

/// <summary>Sines and cosines of the row and column, counted over unpadded features and scaled to 2π; rows first, then columns.</summary>
internal sealed class SinePositionEmbedding(int features) : PositionEmbedding
{
    private const float Temperature = 10000;
    private static readonly Scalar Epsilon = 1e-6;
    private static readonly Scalar Circle = 2 * Math.PI;

    /// <summary>10000^(2i/features), one for each pair of sine and cosine.</summary>
    private readonly float[] wavelengths = [.. Enumerable.Range(0, features / 2).Select(i => MathF.Pow(Temperature, 2f * i / features))];

    public override torch.Tensor Forward(torch.Tensor mask)
    {
        var real = mask.logical_not();
        var size = mask.shape;
        var rows = Scale(real.cumsum(1, torch.float32), 1, size[1]);
        var columns = Scale(real.cumsum(2, torch.float32), 2, size[2]);
        var lengths = torch.tensor(wavelengths, device: mask.device);
        return torch.cat([Waves(rows, lengths), Waves(columns, lengths)], 3).flatten(1, 2);
    }

    private static torch.Tensor Scale(torch.Tensor counts, int dimension, long length) =>
        counts / (counts.narrow(dimension, length - 1, 1) + Epsilon) * Circle;

    private static torch.Tensor Waves(torch.Tensor positions, torch.Tensor lengths)
    {
        var angles = positions.unsqueeze(3) / lengths;
        return torch.stack([angles.sin(), angles.cos()], 4).flatten(3);
    }
}
