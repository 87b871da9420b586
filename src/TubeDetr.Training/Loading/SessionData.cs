using TubeDetr.Data;
using TubeDetr.Data.Video;
using TubeDetr.Training.Optimization;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Loading;

/// <summary>The batches that a session trains on, and those of each set that it is judged by.</summary>
internal sealed record SessionData(ClipLoader Training, IReadOnlyList<SessionEvaluationSet> Evaluation, string TextEncoderFolder)
{
    /// <summary>Steps of each epoch.</summary>
    public EpochSteps Steps { get; } = new([Training.BatchCount]);

    /// <exception cref="DatasetException">Data or text encoder are missing or broken.</exception>
    /// <exception cref="InvalidOptionsException">The options do not fit the data.</exception>
    public static SessionData Open(TrainingOptions options, TrainingEnvironment environment)
    {
        var cache = environment.FrameCacheDirectory is { } folder ? new FrameCache(folder, environment.FrameCacheBytes, environment.Time) : null;
        var textEncoder = options.TextEncoderPath.Length > 0 ? Path.GetFullPath(options.TextEncoderPath, environment.DataRoot) : null;
        var paths = DataPaths.Of(options, environment.DataRoot);
        var encoder = TextEncoderSize.FolderOf(textEncoder ?? paths.TextEncoderPath, options.TextEncoderType);
        var data = VideoGroundingData.Open(paths, OptionMapping.ForData(options), cache, encoder);
        var (training, evaluation) = (OptionMapping.ForTraining(options, environment.Rank), OptionMapping.ForEvaluation(options));
        var train = data.Train!;
        Require(training.Contradictions(train.Count, train.Stride).Concat(data.Evaluation.SelectMany(set => evaluation.Contradictions(set.Dataset.Count, set.Dataset.Stride))));
        return new(
            new(train, data.Tokenizer, training),
            [.. data.Evaluation.Select(set => new SessionEvaluationSet(set.Name, new(set.Dataset, data.Tokenizer, evaluation), set.Dataset.Tubes))],
            data.TextEncoderFolder);
    }

    private static void Require(IEnumerable<string> contradictions)
    {
        if (contradictions.Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } errors)
        {
            throw new InvalidOptionsException([.. errors.Select(error => error.TrimEnd('.'))]);
        }
    }
}
