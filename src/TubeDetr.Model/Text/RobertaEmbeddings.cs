using TorchSharp;
using TubeDetr.Model.Layers;

namespace TubeDetr.Model.Text;

/// <summary>Word + position + type, normalised. Positions count real tokens from padding id + 1; padding keeps the padding id.</summary>
internal sealed class RobertaEmbeddings : Layer
{
    private readonly Embedding words;
    private readonly Embedding positions;
    private readonly Embedding types;
    private readonly LayerNorm norm;
    private readonly RobertaConfig config;
    private readonly Scalar padding;

    public RobertaEmbeddings(RobertaConfig config)
    {
        this.config = config;
        padding = config.PadTokenId;
        words = Child("word_embeddings", Table(config.VocabSize, padded: true));
        positions = Child("position_embeddings", Table(config.MaxPositionEmbeddings, padded: true));
        types = Child("token_type_embeddings", Table(config.TypeVocabSize, padded: false));
        norm = Child("LayerNorm", new LayerNorm(config.HiddenSize, config.LayerNormEps));
        Buffer("position_ids", torch.arange(config.MaxPositionEmbeddings, torch.int64).unsqueeze(0));
    }

    /// <summary>Ids [b, L] to vectors [b, L, hidden].</summary>
    public torch.Tensor Forward(torch.Tensor ids)
    {
        if (ids.shape[1] > config.MaxTokens)
        {
            throw new ArgumentException($"A caption of {ids.shape[1]} tokens is longer than the {config.MaxTokens} that the text encoder knows: truncate it.", nameof(ids));
        }

        var real = ids.ne(padding);
        var places = real.cumsum(1, torch.int64).mul_(real).add_(padding);
        var x = words.Forward(ids) + positions.Forward(places);
        x = torch.where(real.unsqueeze(2), x, x.detach());
        x += types.Weight.narrow(0, 0, 1);
        return norm.Forward(x).Drop(config.HiddenDropout, Training);
    }

    private Embedding Table(int rows, bool padded)
    {
        var weight = Initial.Normal(config.InitializerRange, rows, config.HiddenSize);
        if (padded)
        {
            weight.narrow(0, config.PadTokenId, 1).zero_();
        }

        return new Embedding(weight);
    }
}
