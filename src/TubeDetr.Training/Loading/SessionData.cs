using TubeDetr.Data;
using TubeDetr.Data.Video;
using TubeDetr.Training.Optimization;
using TubeDetr.Training.Options;
using TubeDetr.Training.Ranks;

namespace TubeDetr.Training.Loading;

/// <summary>The batches that a session trains on, and those of each set that it is judged by.</summary>
internal sealed record SessionData(ClipLoader Training, IReadOnlyList<SessionEvaluationSet> Evaluation, string TextEncoderFolder, Lazy<string> Digest)
{
    /// <summary>Steps of each epoch.</summary>
    public EpochSteps Steps { get; } = new(Training.BatchCounts);

    /// <exception cref="DatasetException">Data or text encoder are missing or broken.</exception>
    /// <exception cref="InvalidOptionsException">The options do not fit the data.</exception>
    public static SessionData Open(TrainingOptions options, TrainingEnvironment environment)
    {
        var data = OpenData(options, environment, training: true);
        var (train, training) = (data.Train!, OptionMapping.ForTraining(options, environment.Ranks));
        Require(training.Contradictions(train.Count, train.Stride).Concat(Contradictions(data, options, environment.Ranks)));
        return new(new(train, data.Tokenizer, training), EvaluationSets(data, options, environment.Ranks), data.TextEncoderFolder, new(() => DataDigest.Of([train, .. data.Evaluation.Select(set => set.Dataset)])));
    }

    /// <summary>The evaluation sets alone, and where the text encoder lies.</summary>
    /// <exception cref="DatasetException">Data or text encoder are missing or broken.</exception>
    /// <exception cref="InvalidOptionsException">The options do not fit the data.</exception>
    public static (IReadOnlyList<SessionEvaluationSet> Sets, string TextEncoderFolder) OpenEvaluation(TrainingOptions options, TrainingEnvironment environment)
    {
        var data = OpenData(options, environment, training: false);
        Require(Contradictions(data, options, environment.Ranks));
        return (EvaluationSets(data, options, environment.Ranks), data.TextEncoderFolder);
    }

    private static VideoGroundingData OpenData(TrainingOptions options, TrainingEnvironment environment, bool training)
    {
        var cache = environment.FrameCacheDirectory is { } folder ? new FrameCache(folder, environment.FrameCacheBytes, environment.Time) : null;
        var textEncoder = options.TextEncoderPath.Length > 0 ? Path.GetFullPath(options.TextEncoderPath, environment.DataRoot) : null;
        var paths = DataPaths.Of(options, environment.DataRoot);
        var encoder = TextEncoderSize.FolderOf(textEncoder ?? paths.TextEncoderPath, options.TextEncoderType);
        return VideoGroundingData.Open(paths, OptionMapping.ForData(options), cache, encoder, training);
    }

    private static IEnumerable<string> Contradictions(VideoGroundingData data, TrainingOptions options, IRankGroup ranks)
    {
        var evaluation = OptionMapping.ForEvaluation(options, ranks);
        return data.Evaluation.SelectMany(set => evaluation.Contradictions(set.Dataset.Count, set.Dataset.Stride));
    }

    private static IReadOnlyList<SessionEvaluationSet> EvaluationSets(VideoGroundingData data, TrainingOptions options, IRankGroup ranks) =>
        [.. data.Evaluation.Select(set => new SessionEvaluationSet(set.Name, new(set.Dataset, data.Tokenizer, OptionMapping.ForEvaluation(options, ranks)), set.Dataset))];

    private static void Require(IEnumerable<string> contradictions)
    {
        if (contradictions.Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } errors)
        {
            throw new InvalidOptionsException([.. errors.Select(error => error.TrimEnd('.'))]);
        }
    }
}
