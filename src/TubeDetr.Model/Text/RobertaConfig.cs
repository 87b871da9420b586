namespace TubeDetr.Model.Text;

/// <summary>Shape of a RoBERTa encoder; the default is roberta-base.</summary>
public sealed record RobertaConfig
{
    public int VocabSize { get; init; } = 50265;

    public int HiddenSize { get; init; } = 768;

    public int NumHiddenLayers { get; init; } = 12;

    public int NumAttentionHeads { get; init; } = 12;

    public int IntermediateSize { get; init; } = 3072;

    /// <summary>Rows of the position table; positions start after the padding id, so captions have at most this less <c>PadTokenId</c> + 1 tokens.</summary>
    public int MaxPositionEmbeddings { get; init; } = 514;

    public int TypeVocabSize { get; init; } = 1;

    public double LayerNormEps { get; init; } = 1e-5;

    public int PadTokenId { get; init; } = 1;

    public double HiddenDropout { get; init; } = 0.1;

    public double AttentionDropout { get; init; } = 0.1;

    /// <summary>Standard deviation of the first weights where none are loaded.</summary>
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>Longest caption in tokens, with <c>&lt;s&gt;</c> and <c>&lt;/s&gt;</c>.</summary>
    public int MaxTokens => MaxPositionEmbeddings - PadTokenId - 1;

    /// <summary>Reads a Hugging Face <c>config.json</c>. What it leaves out has roberta-base's value.</summary>
    /// <exception cref="FormatException">It is not JSON, not of a RoBERTa with GELU, or a number is out of range; the message says which.</exception>
    public static RobertaConfig Parse(string json) => RobertaConfigReader.Read(json);
}
