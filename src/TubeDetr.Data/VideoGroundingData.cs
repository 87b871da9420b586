using TubeDetr.Data.HcStvg;
using TubeDetr.Data.Text;
using TubeDetr.Data.Video;

namespace TubeDetr.Data;

/// <summary>Everything that training and evaluation read: two data sets and the tokenizer of the text encoder.</summary>
/// <param name="Train">With the transforms of training.</param>
/// <param name="Val">With the transforms of evaluation.</param>
/// <param name="Tokenizer">Of the text encoder.</param>
/// <param name="TextEncoderFolder">Where that text encoder lies.</param>
public sealed record VideoGroundingData(IGroundingDataset Train, IGroundingDataset Val, RobertaTokenizer Tokenizer, string TextEncoderFolder)
{
    /// <summary>Opens what a configuration names.</summary>
    /// <param name="config">Where things lie.</param>
    /// <param name="options">What to take from the videos.</param>
    /// <param name="cache">Keeps decoded frames for every experiment of the machine; null decodes anew each time.</param>
    /// <param name="textEncoderFolder">Overrides the configuration's.</param>
    /// <exception cref="DatasetException">Something is missing or broken; the message holds everything that was found.</exception>
    public static VideoGroundingData Open(DatasetConfig config, DatasetOptions options, FrameCache? cache = null, string? textEncoderFolder = null)
    {
        IFrameSource decoder = new FfmpegDecoder();
        var frames = cache is null ? decoder : new CachedFrameSource(decoder, cache);
        var findings = new List<DatasetException>();
        var train = Attempt(() => Open(config, options, training: true, frames), findings);
        var val = Attempt(() => Open(config, options, training: false, frames), findings);
        var folder = textEncoderFolder ?? config.TextEncoderPath;
        var tokenizer = Attempt(() => RobertaTokenizer.Load(folder ?? throw NoTextEncoder(config)), findings);
        return findings.Count == 0
            ? new VideoGroundingData(train!, val!, tokenizer!, folder!)
            : throw (findings.Count == 1 ? findings[0] : new DatasetException(string.Join('\n', findings.Select(f => f.Message).Distinct(StringComparer.Ordinal))));
    }

    private static HcStvgDataset Open(DatasetConfig config, DatasetOptions options, bool training, IFrameSource frames)
    {
        var part = (options.V2, training && !options.Test) switch
        {
            (false, true) => "train_proc.json",
            (false, false) => "test_proc.json",
            (true, true) => "trainv2_proc.json",
            (true, false) => "valv2_proc.json",
        };
        return HcStvgDataset.Open(config.HcstvgVidPath, Path.Combine(config.HcstvgAnnPath, part), training, options, frames);
    }

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
