using TorchSharp;
using TubeDetr.Data;
using TubeDetr.Data.Drawing;
using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Checkpoints.Original;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;
using TubeDetr.Training.Evaluation;
using TubeDetr.Training.Learning;
using TubeDetr.Training.Loading;
using TubeDetr.Training.Optimization;
using TubeDetr.Training.Options;

namespace TubeDetr.Training;

/// <summary>
/// One experiment in the making: model, data, optimiser and counters. All members are called on one thread; a <see cref="CheckpointImage"/> may be written from any.
/// There must be one session at a time in a process, since the random generators are the process's.
/// </summary>
public sealed class TrainingSession : IDisposable
{
    private readonly Learner learner;
    private readonly SessionData data;
    private readonly SessionCounters counters = new();
    private readonly HostBufferPool buffers = new();
    private readonly Averages averages = new();
    private readonly Averages times = new(); // not in checkpoints: they differ each time

    private TrainingSession(TrainingOptions options, TrainingEnvironment environment, SessionData data, Learner learner)
    {
        Options = options;
        Environment = environment;
        this.data = data;
        this.learner = learner;
        counters.Start(options.StartEpoch, data.Steps.Before(options.StartEpoch));
    }

    public TrainingOptions Options { get; }

    public TrainingEnvironment Environment { get; }

    /// <summary>Epochs done.</summary>
    public int Epoch => counters.Epoch;

    /// <summary>Steps done.</summary>
    public long Step => counters.Step;

    /// <summary>Batches of the present epoch done; not 0 after an interruption within it.</summary>
    public int Batch => counters.Batch;

    /// <summary>Steps of the present epoch; all epochs have equally many unless the training set is in chunks.</summary>
    public int StepsPerEpoch => Steps.Of(Epoch);

    internal EpochSteps Steps => data.Steps;

    /// <summary>Numbers that can be trained.</summary>
    public long ParameterCount => learner.Arena.Count;

    /// <summary>Names what it is trained on and judged by, see <see cref="DataDigest"/>.</summary>
    public string DataDigest => data.Digest.Value;

    /// <summary>What is true of each video of the evaluation sets.</summary>
    public IReadOnlyList<GroundTruthTube> EvaluationTubes => [.. data.Evaluation.SelectMany(set => set.Tubes)];

    /// <summary>Seeds every generator with the options' seed plus the rank, opens the data and builds the model.</summary>
    /// <exception cref="InvalidOptionsException">The options make no model.</exception>
    /// <exception cref="DatasetException">Data or text encoder are missing or broken.</exception>
    /// <exception cref="CheckpointException">The weights to start from cannot be read.</exception>
    public static TrainingSession Create(TrainingOptions options, TrainingEnvironment environment)
    {
        var opened = SessionData.Open(options, environment);
        torch.manual_seed(options.Seed + environment.Rank);
        var model = ModelBuilder.Build(options, environment, opened.TextEncoderFolder);
        return new(options, environment, opened, new Learner(model, options, opened.Steps, environment));
    }

    /// <summary>Trains the rest of the present epoch.</summary>
    /// <param name="onStep">Called after each step.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <exception cref="OperationCanceledException">The state is that of the last whole step; a checkpoint taken then carries on with the very next batch.</exception>
    /// <exception cref="NonFiniteLossException">The loss is not finite.</exception>
    /// <exception cref="DatasetException">A clip cannot be loaded.</exception>
    public EpochReport TrainEpoch(Action<StepReport>? onStep = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var batches = data.Training.Batches(Epoch, Batch, Skip, cancellationToken).GetEnumerator();
        while (TakeStep(batches) is { } report)
        {
            onStep?.Invoke(report);
            cancellationToken.ThrowIfCancellationRequested();
        }

        counters.EndEpoch();
        var summary = new EpochReport(Epoch, Step, averages.Values().Concat(times.Values()).ToDictionary(StringComparer.Ordinal));
        averages.Clear();
        times.Clear();
        return summary;
    }

    /// <summary>
    /// Evaluates on every evaluation set, with the moving average of the weights where the options keep one, and keeps the boxes of all frames. Changes no state.
    /// </summary>
    /// <param name="onBatch">Called after each batch with the part that is done, in (0, 1].</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public EvaluationReport Evaluate(Action<double>? onBatch = null, CancellationToken cancellationToken = default)
    {
        using var weights = learner.Average?.Borrow();
        return new EvaluationRun(learner.Model, learner.Criterion, Options, Environment, learner.Pause, allFrames: true).Over(data.Evaluation, null, onBatch, cancellationToken);
    }

    /// <summary>Small pictures of the chosen frames of a video that is evaluated. May be called from any thread, while training goes on.</summary>
    /// <param name="set">Name of its data set.</param>
    /// <param name="videoId">The video.</param>
    /// <param name="cancellationToken">Ends decoding.</param>
    /// <exception cref="DatasetException">The video is missing, broken or shorter than its annotation says.</exception>
    public FilmStrip FilmStripOf(string set, string videoId, CancellationToken cancellationToken)
    {
        var dataset = data.Evaluation.First(one => string.Equals(one.Name, set, StringComparison.Ordinal)).Dataset;
        var index = dataset.Tubes.Index().First(tube => string.Equals(tube.Item.VideoId, videoId, StringComparison.Ordinal)).Index;
        return FilmStrip.Of(dataset.Frames(index, cancellationToken), dataset.Tubes[index].FrameIds);
    }

    /// <summary>Copies everything that a checkpoint holds to the side, quickly; training goes on while the copy is written. Of several ranks all must call it.</summary>
    public CheckpointImage Capture()
    {
        using var scope = torch.NewDisposeScope();
        var content = SessionCheckpoint.Describe(this, learner, counters, averages, SessionCheckpoint.GeneratorStates(Environment.Ranks));
        return CheckpointImage.Take(content, buffers, Epoch, Step);
    }

    /// <summary>Puts this session, which has not trained yet, into the state in which a checkpoint was captured, bit by bit.</summary>
    /// <exception cref="CheckpointException">The checkpoint is broken or does not fit; the session is of no further use.</exception>
    public void Restore(Stream checkpoint)
    {
        if (learner.HasTrained)
        {
            throw new InvalidOperationException("A session can only be restored before it trains.");
        }

        using var scope = torch.NewDisposeScope();
        SessionCheckpoint.Restore(CheckpointReader.Open(checkpoint), this, learner, counters, averages);
    }

    /// <summary>Steps that a checkpoint has done.</summary>
    /// <exception cref="CheckpointException">It is no checkpoint.</exception>
    public static long StepOf(Stream checkpoint) => SessionCheckpoint.StepOf(CheckpointReader.Open(checkpoint));

    /// <summary>
    /// Goes on from a checkpoint file of any kind: one of ours bit by bit; a <c>.pth</c> of the original (or what was converted from one) with its weights, moving average and optimiser, at the epoch
    /// after the one it was saved in.
    /// </summary>
    /// <exception cref="CheckpointException">The checkpoint is broken or does not fit; the session is of no further use.</exception>
    public void Resume(string path)
    {
        if (!CheckpointTree.Is(path))
        {
            using var stream = File.OpenRead(path);
            Restore(stream);
            return;
        }

        if (learner.Arena.Blocks.Count > 0)
        {
            throw new InvalidOperationException("A session can only be resumed before it trains.");
        }

        using var tree = CheckpointTree.Open(path);
        try
        {
            var root = tree.Root as PickleDict ?? throw new DamagedFileException("is no checkpoint, but a single value");
            if (root.Dict(OriginalKeys.Rest) is not null)
            {
                Environment.Log($"{path} was converted from a checkpoint of ours. Converted back with grid convert it would go on bit by bit; as it is, it goes on as the original does, at the next whole epoch.");
            }

            if (new OriginalResume(learner, Environment.Log).Run(root, Steps) is { } epoch)
            {
                counters.Start(epoch, Steps.Before(epoch));
            }
            else
            {
                Environment.Log($"{path} has no optimiser or no epoch: its weights are taken, and training starts anew.");
            }
        }
        catch (DamagedFileException fault)
        {
            throw fault.About(path);
        }
    }

    public void Dispose()
    {
        learner.Dispose();
        buffers.Dispose();
    }

    private void Skip(SkippedClip clip)
    {
        Environment.Log($"Skipped video {clip.VideoId}: {clip.Reason}");
        averages.AddTotal(EpochReport.SkippedClips, 1);
    }

    private StepReport? TakeStep(IEnumerator<ClipBatch> batches)
    {
        var start = Environment.Time.GetTimestamp();
        if (!batches.MoveNext())
        {
            return null;
        }

        var wait = Environment.Time.GetElapsedTime(start);
        using var batch = batches.Current;
        var (losses, norm, times) = learner.Step(batch, Step);
        counters.EndStep();
        var report = new StepReport
        {
            Step = Step,
            Epoch = Epoch,
            Batch = Batch,
            Loss = losses.Total,
            UnscaledLosses = losses.Unscaled,
            ScaledLosses = losses.Scaled,
            GradientNorm = norm,
            Rates = learner.Schedule.For(Step - 1),
            Seconds = Environment.Time.GetElapsedTime(start).TotalSeconds,
            LoaderWait = wait.TotalSeconds,
            Times = times,
        };
        Record(report, losses);
        return report;
    }

    private void Record(StepReport report, LossValues losses)
    {
        averages.Add([.. Averages.Of(losses, learner.Schedule.After(Step - 1)), new("grad_norm", report.GradientNorm)]);
        times.Add([new("seconds_per_step", report.Seconds), new("loader_wait", report.LoaderWait)]);
    }
}
