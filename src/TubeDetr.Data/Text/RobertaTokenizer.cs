using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace TubeDetr.Data.Text;

/// <summary>Byte-level BPE of RoBERTa from the folder of a text encoder (<c>vocab.json</c>, <c>merges.txt</c>, <c>config.json</c>).</summary>
public sealed class RobertaTokenizer
{
    private readonly BpeTokenizer _bpe;
    private readonly int _begin;
    private readonly int _end;
    private readonly int _pad;
    private readonly int _longest;

    private RobertaTokenizer(BpeTokenizer bpe, int begin, int end, int pad, int longest)
        => (_bpe, _begin, _end, _pad, _longest) = (bpe, begin, end, pad, longest);

    /// <summary>Opens a folder.</summary>
    /// <exception cref="DatasetException">A file is missing or broken.</exception>
    public static RobertaTokenizer Load(string folder)
    {
        var missing = new[] { "config.json", "vocab.json", "merges.txt" }.Where(f => !File.Exists(Path.Combine(folder, f))).ToArray();
        if (missing.Length > 0)
        {
            throw new DatasetException(
                $"The text encoder folder {folder} lacks {string.Join(", ", missing)}; it must hold a RoBERTa model in Hugging Face's layout. Correct text_encoder_path in the data set's configuration.");
        }

        var config = AnnotationFile.Read<Config>(Path.Combine(folder, "config.json"), "put RoBERTa's config.json there.");
        var vocabulary = AnnotationFile.Read<Dictionary<string, int>>(Path.Combine(folder, "vocab.json"), "put RoBERTa's vocab.json there.");
        var absent = new[] { "<s>", "</s>", "<pad>", "<unk>" }.Where(t => !vocabulary.ContainsKey(t)).ToArray();
        if (absent.Length > 0)
        {
            throw new DatasetException($"{Path.Combine(folder, "vocab.json")} lacks the tokens {string.Join(", ", absent)}; a RoBERTa vocabulary has them.");
        }

        // Positions of RoBERTa start behind the padding id, so two fewer tokens than positions fit.
        return new RobertaTokenizer(Create(folder), vocabulary["<s>"], vocabulary["</s>"], vocabulary["<pad>"], config.MaxPositionEmbeddings - 2);
    }

    /// <summary>Ids of one caption with <c>&lt;s&gt;</c> and <c>&lt;/s&gt;</c>; a text too long for the encoder loses its end, never <c>&lt;/s&gt;</c>.</summary>
    public IReadOnlyList<int> Encode(string text)
    {
        var ids = text.Length == 0 ? [] : _bpe.EncodeToIds(text).Where(id => id != _begin && id != _end);
        return [_begin, .. ids.Take(_longest - 2), _end];
    }

    /// <summary>Ids of several captions, padded to the longest.</summary>
    public TokenBatch EncodeBatch(IReadOnlyList<string> texts) => TokenBatch.Of([.. texts.Select(Encode)], _pad);

    private static BpeTokenizer Create(string folder)
    {
        try
        {
            return BpeTokenizer.Create(new BpeOptions(Path.Combine(folder, "vocab.json"), Path.Combine(folder, "merges.txt"))
            {
                ByteLevel = true,
                PreTokenizer = RobertaPreTokenizer.Instance,
                UnknownToken = "<unk>",
            });
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or InvalidDataException or FormatException or JsonException)
        {
            throw new DatasetException($"vocab.json and merges.txt of {folder} do not fit together: {e.Message}", e);
        }
    }

    private sealed record Config
    {
        public required int MaxPositionEmbeddings { get; init; }
    }
}
