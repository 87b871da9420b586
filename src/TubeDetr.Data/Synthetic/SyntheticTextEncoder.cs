using System.Text.Json;

namespace TubeDetr.Data.Synthetic;

/// <summary>A tiny RoBERTa's folder: configuration, and a byte-level BPE trained on every word that a synthetic caption can hold.</summary>
public static class SyntheticTextEncoder
{
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var merges = BpeTraining.Learn(Words());
        var vocabulary = Vocabulary(merges);
        File.WriteAllLines(Path.Combine(folder, "merges.txt"), merges.Select(m => $"{m.Left} {m.Right}").Prepend("#version: 0.2"));
        WriteJson(Path.Combine(folder, "vocab.json"), writer =>
        {
            foreach (var (token, id) in vocabulary)
            {
                writer.WriteNumber(token, id);
            }
        });
        WriteJson(Path.Combine(folder, "config.json"), writer => WriteConfig(writer, vocabulary.Count));
    }

    private static void WriteConfig(Utf8JsonWriter writer, int vocabularySize)
    {
        writer.WriteString("model_type", "roberta");
        writer.WriteNumber("vocab_size", vocabularySize);
        writer.WriteNumber("hidden_size", 64);
        writer.WriteNumber("num_hidden_layers", 2);
        writer.WriteNumber("num_attention_heads", 4);
        writer.WriteNumber("intermediate_size", 128);
        writer.WriteString("hidden_act", "gelu");
        writer.WriteNumber("hidden_dropout_prob", 0.1);
        writer.WriteNumber("attention_probs_dropout_prob", 0.1);
        writer.WriteNumber("max_position_embeddings", 66);
        writer.WriteNumber("type_vocab_size", 1);
        writer.WriteNumber("layer_norm_eps", 1e-5);
        writer.WriteNumber("bos_token_id", 0);
        writer.WriteNumber("pad_token_id", 1);
        writer.WriteNumber("eos_token_id", 2);
    }

    private static List<(string Token, int Id)> Vocabulary(IEnumerable<(string Left, string Right)> merges)
    {
        var tokens = new[] { "<s>", "<pad>", "</s>", "<unk>" }
            .Concat(Enumerable.Range(0, 256).Select(b => BpeTraining.Letter((byte)b).ToString()))
            .Concat(merges.Select(m => m.Left + m.Right))
            .Append("<mask>");
        return [.. tokens.Select((token, id) => (token, id))];
    }

    /// <summary>Every word of every possible caption, as byte-level BPE sees it: with the space before it as a letter.</summary>
    private static IEnumerable<string> Words()
    {
        var captions =
            from paint in Paint.All
            from shape in Enum.GetValues<ShapeKind>()
            from motion in Enum.GetValues<MotionKind>()
            from heading in Heading.All
            select new Traits(paint, shape, motion, heading).Caption;
        return captions.SelectMany(c => c.Replace(",", " ,", StringComparison.Ordinal).Split(' ').Select((w, i) => i == 0 || string.Equals(w, ",", StringComparison.Ordinal) ? w : BpeTraining.Letter((byte)' ') + w));
    }

    private static void WriteJson(string path, Action<Utf8JsonWriter> content)
    {
        using var stream = File.Create(path);
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        content(writer);
        writer.WriteEndObject();
    }
}
