using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Transformer;

/// <summary>Words to the width of the transformer: linear, layer norm, dropout.</summary>
internal sealed class FeatureResizer : Layer
{
    private readonly Linear fc;
    private readonly LayerNorm norm;
    private readonly double dropout;

    public FeatureResizer(int inputs, int outputs, double dropout)
    {
        fc = Child("fc", new Linear(inputs, outputs));
        norm = Child("layer_norm", new LayerNorm(outputs, 1e-12));
        this.dropout = dropout;
    }

    public torch.Tensor Forward(torch.Tensor x) => norm.Forward(fc.Forward(x)).Drop(dropout, Training);
}
