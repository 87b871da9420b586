using System.Text.Json;

namespace TubeDetr.Model.Text;

/// <summary>Reads what matters in a Hugging Face <c>config.json</c> and refuses what this encoder is not.</summary>
internal static class RobertaConfigReader
{
    public static RobertaConfig Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException("The text encoder's config.json is not a JSON object.");
            }

            Require(root, "model_type", "roberta");
            Require(root, "hidden_act", "gelu");
            Require(root, "position_embedding_type", "absolute");
            return Check(Numbers(root));
        }
        catch (JsonException e)
        {
            throw new FormatException($"The text encoder's config.json is not JSON: {e.Message}", e);
        }
    }

    private static RobertaConfig Numbers(JsonElement root)
    {
        var usual = new RobertaConfig();
        return new RobertaConfig
        {
            VocabSize = Whole(root, "vocab_size", usual.VocabSize),
            HiddenSize = Whole(root, "hidden_size", usual.HiddenSize),
            NumHiddenLayers = Whole(root, "num_hidden_layers", usual.NumHiddenLayers),
            NumAttentionHeads = Whole(root, "num_attention_heads", usual.NumAttentionHeads),
            IntermediateSize = Whole(root, "intermediate_size", usual.IntermediateSize),
            MaxPositionEmbeddings = Whole(root, "max_position_embeddings", usual.MaxPositionEmbeddings),
            TypeVocabSize = Whole(root, "type_vocab_size", usual.TypeVocabSize),
            LayerNormEps = Real(root, "layer_norm_eps", usual.LayerNormEps),
            PadTokenId = Whole(root, "pad_token_id", usual.PadTokenId),
            HiddenDropout = Real(root, "hidden_dropout_prob", usual.HiddenDropout),
            AttentionDropout = Real(root, "attention_probs_dropout_prob", usual.AttentionDropout),
            InitializerRange = Real(root, "initializer_range", usual.InitializerRange),
        };
    }

    private static RobertaConfig Check(RobertaConfig c)
    {
        int[] sizes = [c.VocabSize, c.HiddenSize, c.NumAttentionHeads, c.IntermediateSize, c.TypeVocabSize];
        if (sizes.Any(size => size < 1) || c.NumHiddenLayers < 0 || c.HiddenSize % c.NumAttentionHeads != 0)
        {
            throw new FormatException("The text encoder's config.json needs positive sizes and a hidden_size that is a multiple of num_attention_heads.");
        }

        if (c.PadTokenId < 0 || c.PadTokenId >= c.VocabSize || c.MaxTokens < 1)
        {
            throw new FormatException("The text encoder's config.json needs a pad_token_id inside the vocabulary and more position embeddings than it.");
        }

        if (c.HiddenDropout is not (>= 0 and < 1) || c.AttentionDropout is not (>= 0 and < 1) || c.LayerNormEps <= 0)
        {
            throw new FormatException("The text encoder's config.json needs dropouts in [0, 1) and a positive layer_norm_eps.");
        }

        return c;
    }

    private static void Require(JsonElement root, string key, string expected)
    {
        if (root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null && !string.Equals(value.ToString(), expected, StringComparison.Ordinal))
        {
            throw new FormatException($"The text encoder's config.json has {key} '{value}'; only '{expected}' is built.");
        }
    }

    private static int Whole(JsonElement root, string key, int usual)
    {
        if (!root.TryGetProperty(key, out var value))
        {
            return usual;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw new FormatException($"The text encoder's config.json has {key} {value}, which is not a whole number.");
    }

    private static double Real(JsonElement root, string key, double usual)
    {
        if (!root.TryGetProperty(key, out var value))
        {
            return usual;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            ? number
            : throw new FormatException($"The text encoder's config.json has {key} {value}, which is not a number.");
    }
}
