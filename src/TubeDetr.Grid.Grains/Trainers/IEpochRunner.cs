using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Storage.Predictions;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>
/// Computes epochs. Knows nothing of leases, stores or grains, so that the thread it runs on can later be a process of its own, and so that tests can
/// run the whole grid without a tensor.
/// </summary>
public interface IEpochRunner
{
    /// <summary>
    /// Builds the model and its data and restores the checkpoint, if there is one: the assignment names it, the stream holds it. Blocks; called on the trainer's thread.
    /// </summary>
    /// <exception cref="TrainingFailedException">Every attempt would meet this fault: bad data, bad options, a checkpoint that does not fit.</exception>
    IEpochRun Open(Assignment assignment, Stream? checkpoint, Action<string> log);

    /// <summary>False: what it computes depends on the step alone and takes no time, so no checkpoint is stored and every attempt begins from the start.</summary>
    bool KeepsState => true;
}

/// <summary>One attempt in the making. All members are called on the same thread, except <see cref="ICheckpointImage.WriteTo"/>.</summary>
public interface IEpochRun : IDisposable
{
    /// <summary>Epochs done, with their evaluation.</summary>
    int Epoch { get; }

    /// <summary>Global step.</summary>
    long Step { get; }

    /// <summary>What it computes with, by name; empty: nothing that is worth to be kept.</summary>
    ImmutableSortedDictionary<string, string> Provenance => ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>
    /// Trains one epoch and evaluates. Rows come through <paramref name="report"/> as they are measured.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled between two steps; the state is that of the last whole step.</exception>
    /// <exception cref="TrainingFailedException">A fault that every attempt would meet, such as a non-finite loss.</exception>
    void RunEpoch(Action<EpochProgress> report, CancellationToken cancellationToken);

    /// <summary>Copies everything that a checkpoint holds to the side, quickly; training goes on while the copy is written.</summary>
    ICheckpointImage Capture();
}

/// <summary>A checkpoint's content at one moment, apart from the training that goes on.</summary>
public interface ICheckpointImage : IDisposable
{
    int Epoch { get; }

    long Step { get; }

    /// <summary>Writes the checkpoint file; may be called from any thread, more than once.</summary>
    void WriteTo(Stream destination);
}

/// <summary>Progress inside an epoch, with a metric row where one was measured, and after an evaluation what was predicted.</summary>
public sealed record EpochProgress(double EpochsDone, long Step, double SecondsPerEpoch, MetricRow? Row, EvaluationOutcome? Evaluation = null);

/// <summary>What an evaluation hands over for people to look at.</summary>
/// <param name="Clips">Scores, boxes, truth.</param>
/// <param name="Pictures">Pictures of the clips whose boxes are kept.</param>
public sealed record EvaluationOutcome(EvaluatedClips Clips, IReadOnlyList<ClipPictures> Pictures);

/// <summary>Pictures of one clip that can be made when nobody has made them yet.</summary>
/// <param name="Key">Their name in the store.</param>
/// <param name="Make">Decodes the clip; may be called from any thread while training goes on. Throws <see cref="TrainingFailedException"/> for a video that cannot be decoded.</param>
public sealed record ClipPictures(string Key, Func<CancellationToken, (StripLayout Layout, byte[] Jpeg)> Make);

/// <summary>A fault that every attempt would meet; the message is a sentence for people.</summary>
public sealed class TrainingFailedException(string message, Exception? inner = null) : Exception(message, inner);
