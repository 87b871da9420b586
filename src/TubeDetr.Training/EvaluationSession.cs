using TubeDetr.Data;
using TubeDetr.Model;
using TubeDetr.Model.Losses;
using TubeDetr.Training.Checkpoints;
using TubeDetr.Training.Evaluation;
using TubeDetr.Training.Learning;
using TubeDetr.Training.Loading;
using TubeDetr.Training.Options;

namespace TubeDetr.Training;

/// <summary>A trained model that is only judged (<c>--eval</c> of the original): no training set is opened and no optimiser made. All members are called on one thread.</summary>
public sealed class EvaluationSession : IDisposable
{
    private readonly TrainingEnvironment environment;
    private readonly IReadOnlyList<SessionEvaluationSet> sets;
    private readonly TubeDetrModel model;
    private readonly CollectorPause pause = new();

    private EvaluationSession(TrainingOptions options, TrainingEnvironment environment, IReadOnlyList<SessionEvaluationSet> sets, TubeDetrModel model)
    {
        Options = options;
        this.environment = environment;
        this.sets = sets;
        this.model = model;
    }

    public TrainingOptions Options { get; }

    /// <summary>Numbers of the model that can be trained.</summary>
    public long ParameterCount => model.State.Where(entry => entry.Trains).Sum(entry => entry.Tensor.numel());

    /// <summary>Videos of each data set.</summary>
    public IReadOnlyList<(string Name, int Videos)> Sets => [.. sets.Select(set => (set.Name, set.Tubes.Count))];

    /// <summary>Opens the evaluation sets and the model with the weights that <c>load</c> names.</summary>
    /// <param name="options">With <c>test</c>: the test files, boxes of all frames, attention weights.</param>
    /// <param name="environment">Where it computes.</param>
    /// <param name="resume">
    /// A checkpoint whose model is taken as it is, all names and shapes equal; of it the moving average with <c>ema</c>, else the weights. Null takes those of <c>load</c> alone.
    /// </param>
    /// <exception cref="InvalidOptionsException">The options make no model.</exception>
    /// <exception cref="DatasetException">Data or text encoder are missing or broken.</exception>
    /// <exception cref="CheckpointException">The weights cannot be read or do not fit.</exception>
    public static EvaluationSession Open(TrainingOptions options, TrainingEnvironment environment, string? resume = null)
    {
        var (sets, textEncoder) = SessionData.OpenEvaluation(options, environment);
        TorchSharp.torch.manual_seed(options.Seed + environment.Rank);
        var opened = ModelBuilder.Build(options, environment, textEncoder);
        try
        {
            if (resume is not null)
            {
                ResumedWeights.Load(opened, resume, options.Ema, environment.Log);
            }

            return new(options, environment, sets, opened);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Evaluates on every set.</summary>
    /// <param name="outputFolder">Where <c>log_stats.json</c> and, with <c>test</c>, attention weights go; null writes nothing.</param>
    /// <param name="onBatch">Called after each batch with the part that is done, in (0, 1].</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    /// <exception cref="DatasetException">A clip cannot be loaded.</exception>
    public EvaluationReport Evaluate(string? outputFolder = null, Action<double>? onBatch = null, CancellationToken cancellationToken = default)
    {
        var files = outputFolder is null ? null : new EvaluationFiles(outputFolder, Options.Test);
        var run = new EvaluationRun(model, new TubeDetrCriterion(model.Options), Options, environment, pause, Options.Test);
        var report = run.Over(sets, name => files?.Attention(name), onBatch, cancellationToken);
        files?.Write(report, ParameterCount);
        return report;
    }

    public void Dispose()
    {
        pause.Dispose();
        model.Dispose();
    }
}
