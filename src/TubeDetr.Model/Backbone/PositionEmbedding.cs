using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Backbone;

/// <summary>Where a feature lies in its frame, as a vector.</summary>
internal abstract class PositionEmbedding : Layer
{
    /// <summary>Padding of the features [n, h, w] to tokens [n, h·w, 2·features].</summary>
    public abstract torch.Tensor Forward(torch.Tensor mask);

    public static PositionEmbedding Named(string name, int features) =>
        name is "learned" ? new LearnedPositionEmbedding(features) : new SinePositionEmbedding(features);
}
