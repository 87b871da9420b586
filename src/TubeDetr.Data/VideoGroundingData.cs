using TubeDetr.Data.Text;
using TubeDetr.Data.Video;

namespace TubeDetr.Data;

/// <summary>Everything that training and evaluation read: their data sets and the tokenizer of the text encoder.</summary>
/// <param name="Train">All training sets as one, with the transforms of training; null where only evaluation was asked for.</param>
/// <param name="Evaluation">Each set to evaluate on, with the transforms of evaluation.</param>
/// <param name="Tokenizer">Of the text encoder.</param>
/// <param name="TextEncoderFolder">Where that text encoder lies.</param>
public sealed record VideoGroundingData(IGroundingDataset? Train, IReadOnlyList<EvaluationSet> Evaluation, RobertaTokenizer Tokenizer, string TextEncoderFolder)
{
    /// <summary>Opens what a configuration names.</summary>
    /// <param name="config">Where things lie. Data sets that it names take precedence over those of the options, as in the original.</param>
    /// <param name="options">Which data sets, and what to take from the videos.</param>
    /// <param name="cache">Keeps decoded frames for every experiment of the machine; null decodes anew each time.</param>
    /// <param name="textEncoderFolder">Overrides the configuration's.</param>
    /// <param name="training">False opens the evaluation sets alone.</param>
    /// <exception cref="DatasetException">Something is missing or broken; the message holds everything that was found.</exception>
    public static VideoGroundingData Open(DatasetConfig config, DatasetOptions options, FrameCache? cache = null, string? textEncoderFolder = null, bool training = true)
    {
        IFrameSource decoder = new FfmpegDecoder();
        var frames = cache is null ? decoder : new CachedFrameSource(decoder, cache);
        var findings = new List<DatasetException>();
        IReadOnlyList<EvaluationSet> Sets(IReadOnlyList<string> names, bool forTraining) =>
            [.. names.Select(name => new EvaluationSet(name, Attempt(() => config.Open(name, forTraining, options, frames), findings)!))];
        var train = training ? Sets(Chosen(config, config.CombineDatasets ?? options.CombineDatasets, "combine_datasets"), forTraining: true) : [];
        var evaluation = Sets([.. Chosen(config, config.CombineDatasetsVal ?? options.CombineDatasetsVal, "combine_datasets_val").Distinct(StringComparer.Ordinal)], forTraining: false);
        var folder = textEncoderFolder ?? config.TextEncoderPath;
        var tokenizer = Attempt(() => RobertaTokenizer.Load(folder ?? throw NoTextEncoder(config)), findings);
        return findings.Count == 0
            ? new VideoGroundingData(Joined([.. train.Select(set => set.Dataset)]), evaluation, tokenizer!, folder!)
            : throw (findings.Count == 1 ? findings[0] : new DatasetException(string.Join('\n', findings.Select(f => f.Message).Distinct(StringComparer.Ordinal))));
    }

    private static IReadOnlyList<string> Chosen(DatasetConfig config, IReadOnlyList<string> names, string option) => names.Count > 0
        ? names
        : throw new DatasetException($"{(config.Path.Length > 0 ? config.Path : "The options")} must name at least one data set in {option}: {string.Join(" or ", DatasetNames.All)}.");

    private static IGroundingDataset? Joined(IReadOnlyList<IGroundingDataset> sets) => sets.Count switch
    {
        0 => null,
        1 => sets[0],
        _ => new CombinedDataset(sets),
    };

    private static T? Attempt<T>(Func<T> open, List<DatasetException> findings)
        where T : class
    {
        try
        {
            return open();
        }
        catch (DatasetException e)
        {
            findings.Add(e);
            return null;
        }
    }

    private static DatasetException NoTextEncoder(DatasetConfig config)
        => new($"No text encoder is named: set text_encoder_path in {config.Path} to a folder with config.json, vocab.json and merges.txt.");
}
