using System.Text.Json;

namespace TubeDetr.Data.Synthetic;

/// <summary>
/// The folder of a text encoder of a published size without its weights and its vocabulary: every byte of a caption is a token. For trying things out where nothing can be
/// downloaded; what it says of a caption means nothing until it has been trained.
/// </summary>
public static class UntrainedTextEncoder
{
    private const int Vocabulary = 50265;

    /// <summary>Writes <c>config.json</c>, <c>vocab.json</c> and <c>merges.txt</c>.</summary>
    /// <param name="folder">Made where it is missing.</param>
    /// <param name="type"><c>roberta-base</c>, <c>distilroberta-base</c> or <c>roberta-large</c>.</param>
    public static void Write(string folder, string type)
    {
        Directory.CreateDirectory(folder);
        var (hidden, layers, heads) = type switch
        {
            "roberta-large" => (1024, 24, 16),
            "distilroberta-base" => (768, 6, 12),
            _ => (768, 12, 12),
        };
        var tokens = new[] { "<s>", "<pad>", "</s>", "<unk>" }.Concat(Enumerable.Range(0, 256).Select(b => BpeTraining.Letter((byte)b).ToString())).ToArray();
        File.WriteAllText(Path.Combine(folder, "vocab.json"), JsonSerializer.Serialize(tokens.Select((token, id) => (token, id)).ToDictionary(t => t.token, t => t.id, StringComparer.Ordinal)));
        File.WriteAllText(Path.Combine(folder, "merges.txt"), "#version: 0.2\n");
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["model_type"] = "roberta",
            ["vocab_size"] = Vocabulary,
            ["hidden_size"] = hidden,
            ["num_hidden_layers"] = layers,
            ["num_attention_heads"] = heads,
            ["intermediate_size"] = 4 * hidden,
            ["hidden_act"] = "gelu",
            ["max_position_embeddings"] = 514,
            ["type_vocab_size"] = 1,
            ["layer_norm_eps"] = 1e-5,
            ["pad_token_id"] = 1,
        }));
    }
}
