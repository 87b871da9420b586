using TorchSharp;
using TubeDetr.Model.Layers;
using TubeDetr.Model.Transformer;

namespace TubeDetr.Model.Text;

/// <summary>RoBERTa with Hugging Face's names: <c>embeddings</c>, <c>encoder.layer.i</c>, <c>pooler.dense</c> (which nothing reads, but checkpoints hold).</summary>
internal sealed class RobertaEncoder : Layer
{
    private readonly RobertaEmbeddings embeddings;
    private readonly Stack encoder;

    public RobertaEncoder(RobertaConfig config, bool freeze)
    {
        embeddings = Child("embeddings", new RobertaEmbeddings(config));
        encoder = Child("encoder", new Stack(config));
        Child("pooler", new Pooler(config));
        if (freeze)
        {
            Freeze();
        }
    }

    /// <summary>Ids and attention mask (1 = real), int64 [b, L], to the last hidden state [b, L, hidden].</summary>
    public torch.Tensor Forward(torch.Tensor ids, torch.Tensor attentionMask)
    {
        var bias = Attention.Bias(attentionMask.ne(Held.One)).view(ids.shape[0], 1, 1, ids.shape[1]);
        var x = embeddings.Forward(ids);
        foreach (var layer in encoder.Layers)
        {
            x = layer.Forward(x, bias);
        }

        return x;
    }

    private sealed class Stack : Layer
    {
        public Stack(RobertaConfig config) =>
            Layers = Child("layer", new LayerList<RobertaLayer>(Enumerable.Range(0, config.NumHiddenLayers).Select(_ => new RobertaLayer(config))));

        public LayerList<RobertaLayer> Layers { get; }
    }

    private sealed class Pooler : Layer
    {
        public Pooler(RobertaConfig config) => Child("dense", RobertaLayer.Dense(config, config.HiddenSize, config.HiddenSize));
    }
}
