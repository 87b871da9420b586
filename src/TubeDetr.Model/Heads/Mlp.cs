using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Heads;

/// <summary>Linear layers with ReLU between; dropout follows every layer, as in the original also the last.</summary>
internal sealed class Mlp : Layer
{
    private readonly LayerList<Linear> layers;
    private readonly double dropout;

    public Mlp(int inputs, int hidden, int outputs, int count, double dropout = 0)
    {
        layers = Child("layers", new LayerList<Linear>(Enumerable.Range(0, count)
            .Select(i => new Linear(i == 0 ? inputs : hidden, i == count - 1 ? outputs : hidden))));
        this.dropout = dropout;
    }

    public torch.Tensor Forward(torch.Tensor x)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            x = layers[i].Forward(x);
            x = (i < layers.Count - 1 ? x.relu_() : x).Drop(dropout, Training);
        }

        return x;
    }
}
