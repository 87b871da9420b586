using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Transformer;

/// <summary>Layers of self-attention; the norm at the end only where the original has one (its temporal fast branch).</summary>
internal sealed class Encoder : Layer
{
    private readonly LayerList<EncoderLayer> layers;
    private readonly LayerNorm? norm;

    public Encoder(IEnumerable<EncoderLayer> layers, LayerNorm? norm = null)
    {
        this.layers = Child("layers", new LayerList<EncoderLayer>(layers));
        this.norm = norm is null ? null : Child("norm", norm);
    }

    public torch.Tensor Forward(torch.Tensor x, torch.Tensor? positions, torch.Tensor? bias)
    {
        foreach (var layer in layers)
        {
            x = layer.Forward(x, positions, bias);
        }

        return norm is null ? x : norm.Forward(x);
    }
}
