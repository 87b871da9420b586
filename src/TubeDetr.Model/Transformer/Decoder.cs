using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Transformer;

/// <summary>The space-time decoder: queries start at 0 and take their positions in every layer.</summary>
internal sealed class Decoder : Layer
{
    private readonly LayerList<DecoderLayer> layers;
    private readonly LayerNorm norm;

    public Decoder(TubeDetrOptions options)
    {
        layers = Child("layers", new LayerList<DecoderLayer>(Enumerable.Range(0, options.DecLayers).Select(_ => new DecoderLayer(options))));
        norm = Child("norm", new LayerNorm(options.HiddenDim));
    }

    /// <summary>Normalised queries of the last layer, or with <paramref name="all"/> of every layer, [layers, b, t·q, C], and what each layer looked at.</summary>
    public (torch.Tensor Queries, IReadOnlyList<DecoderStep> Steps) Forward(DecoderView view, bool all)
    {
        var x = torch.zeros_like(view.QueryPositions);
        var steps = new List<DecoderStep>(layers.Count);
        foreach (var layer in layers)
        {
            steps.Add(layer.Forward(x, view));
            x = steps[^1].Queries;
        }

        var queries = all ? torch.stack(steps.Select(s => s.Queries)) : x.unsqueeze(0);
        return (norm.Forward(queries), steps);
    }
}
