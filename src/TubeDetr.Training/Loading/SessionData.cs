using TubeDetr.Data;
using TubeDetr.Data.Video;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Loading;

/// <summary>The batches that a session trains on and is judged by.</summary>
internal sealed record SessionData(ClipLoader Training, ClipLoader Evaluation, IReadOnlyList<GroundTruthTube> Tubes, string TextEncoderFolder)
{
    /// <exception cref="DatasetException">Data or text encoder are missing or broken.</exception>
    /// <exception cref="InvalidOptionsException">The options do not fit the data.</exception>
    public static SessionData Open(TrainingOptions options, TrainingEnvironment environment)
    {
        var cache = environment.FrameCacheDirectory is { } folder ? new FrameCache(folder, environment.FrameCacheBytes, environment.Time) : null;
        var textEncoder = options.TextEncoderPath.Length > 0 ? Path.GetFullPath(options.TextEncoderPath, environment.DataRoot) : null;
        var data = VideoGroundingData.Open(ConfigOf(options, environment), OptionMapping.ForData(options), cache, textEncoder);
        var (training, evaluation) = (OptionMapping.ForTraining(options, environment.Rank), OptionMapping.ForEvaluation(options));
        Require(training.Contradictions(data.Train.Count, data.Train.Stride).Concat(evaluation.Contradictions(data.Val.Count, data.Val.Stride)));
        return new(new(data.Train, data.Tokenizer, training), new(data.Val, data.Tokenizer, evaluation), data.Val.Tubes, data.TextEncoderFolder);
    }

    private static DatasetConfig ConfigOf(TrainingOptions options, TrainingEnvironment environment) => options.DatasetConfig.Length > 0
        ? DatasetConfig.Load(Path.GetFullPath(options.DatasetConfig, environment.DataRoot))
        : new()
        {
            HcstvgVidPath = Path.GetFullPath(options.HcstvgVidPath, environment.DataRoot),
            HcstvgAnnPath = Path.GetFullPath(options.HcstvgAnnPath, environment.DataRoot),
        };

    private static void Require(IEnumerable<string> contradictions)
    {
        if (contradictions.Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } errors)
        {
            throw new InvalidOptionsException([.. errors.Select(error => error.TrimEnd('.'))]);
        }
    }
}
