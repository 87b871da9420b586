using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Transformer;

/// <summary>
/// Weights of PyTorch's <c>MultiheadAttention</c> (<c>in_proj_weight</c> [3C, C], <c>in_proj_bias</c>, <c>out_proj.*</c>), batch first.
/// </summary>
internal abstract class MultiHeadAttention : Layer
{
    private readonly StateSlot weight;
    private readonly StateSlot bias;
    private readonly Linear output;
    private readonly double dropout;

    protected MultiHeadAttention(int width, int heads, double dropout)
    {
        weight = Parameter("in_proj_weight", Initial.Xavier(3L * width, width));
        bias = Parameter("in_proj_bias", Initial.Zeros(3L * width));
        output = Child("out_proj", new Linear(Initial.Xavier(width, width), Initial.Zeros(width)));
        (Width, Heads, HeadWidth) = (width, heads, width / heads);
        Scale = Math.Sqrt(1.0 / HeadWidth);
        this.dropout = dropout;
    }

    protected int Width { get; }

    protected int Heads { get; }

    protected int HeadWidth { get; }

    /// <summary>1/√(head width), applied to the queries.</summary>
    protected Scalar Scale { get; }

    protected double ActiveDropout => Training ? dropout : 0;

    /// <summary>in_proj_weight and in_proj_bias cut along their rows; one operation each way, unlike slices.</summary>
    protected (torch.Tensor[] Weights, torch.Tensor[] Biases) Cut(params long[] rows) => (weight.Value.split(rows, 0), bias.Value.split(rows, 0));

    protected torch.Tensor Project(torch.Tensor x) => output.Forward(x);

    /// <summary>[b, n, C] to [b, heads, n, C / heads].</summary>
    protected torch.Tensor Split(torch.Tensor x) => x.unflatten(2, [Heads, HeadWidth]).transpose(1, 2);
}
