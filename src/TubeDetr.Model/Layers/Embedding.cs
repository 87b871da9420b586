using TorchSharp;

namespace TubeDetr.Model.Layers;

/// <summary>A table of vectors, [rows, width].</summary>
internal sealed class Embedding : Layer
{
    private readonly StateSlot weight;
    private readonly long width;

    public Embedding(torch.Tensor weight)
    {
        this.weight = Parameter("weight", weight);
        width = this.weight.Value.shape[1]; // the parameter took the handle of what it was made of
    }

    public torch.Tensor Weight => weight.Value;

    /// <summary>Rows of the table: ids of any shape to the same shape with the width appended.</summary>
    public torch.Tensor Forward(torch.Tensor ids) =>
        Weight.index_select(0, ids.reshape(-1)).reshape([.. ids.shape, width]);
}
