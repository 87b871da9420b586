using TorchSharp;
using TubeDetr.Data;
using TubeDetr.Data.Randomness;
using TubeDetr.Model;
using TubeDetr.Model.Losses;
using TubeDetr.Training.Optimization;
using TubeDetr.Training.Options;
using TubeDetr.Training.Ranks;
using static TorchSharp.torch;

namespace TubeDetr.Training.Learning;

/// <summary>The model with everything that changes it, one step at a time.</summary>
internal sealed class Learner : IDisposable
{
    private readonly TrainingOptions options;
    private readonly IRankGroup ranks;
    private readonly TimeProvider time;
    private readonly IOptimizer optimizer;

    public Learner(TubeDetrModel model, TrainingOptions options, int stepsPerEpoch, TrainingEnvironment environment)
        : this(model, options, new EpochSteps([stepsPerEpoch]), environment)
    {
    }

    public Learner(TubeDetrModel model, TrainingOptions options, EpochSteps steps, TrainingEnvironment environment)
    {
        this.options = options;
        ranks = environment.Ranks;
        time = environment.Time;
        Model = model;
        Criterion = new(model.Options);
        Schedule = new(options, steps);
        State = [.. model.State];
        foreach (var entry in State)
        {
            ranks.Broadcast(entry.Tensor);
        }

        Arena = new(State.Where(entry => entry.Trains).Select(entry => new NamedParameter(entry.Name, entry.Tensor)));
        optimizer = options.Optimizer is "sgd" ? new Sgd(options.WeightDecay) : new AdamW(options.WeightDecay);
        Average = options.Ema ? new(Arena, State.Select(entry => new NamedParameter(entry.Name, entry.Tensor)), options.EmaDecay) : null;
    }

    public TubeDetrModel Model { get; }

    public TubeDetrCriterion Criterion { get; }

    public LearningRateSchedule Schedule { get; }

    /// <summary>SGD, not AdamW.</summary>
    public bool IsSgd => options.Optimizer is "sgd";

    public double WeightDecay => options.WeightDecay;

    public ParameterArena Arena { get; }

    /// <summary>Null where the options ask for none.</summary>
    public MovingAverage? Average { get; }

    /// <summary>Whether a step was taken.</summary>
    public bool HasTrained => Arena.Blocks.Count > 0;

    public CollectorPause Pause { get; } = new();

    /// <summary>The live state dict.</summary>
    public IReadOnlyList<StateEntry> State { get; }

    /// <summary>Takes one step, the <paramref name="step"/>th from 0.</summary>
    /// <exception cref="NonFiniteLossException">The weights are then those of the step before.</exception>
    public StepResult Step(ClipBatch batch, long step)
    {
        Pause.Renew();
        using var scope = NewDisposeScope();
        var (losses, forward, backward) = Differentiate(batch, step);
        var start = time.GetTimestamp();
        var norm = Update(step);
        return new(losses, norm, new(forward, backward, time.GetElapsedTime(start).TotalSeconds));
    }

    /// <summary>Loss and gradients of a step, with the seconds that each took; nothing is changed yet.</summary>
    internal (LossValues Losses, double Forward, double Backward) Differentiate(ClipBatch batch, long step)
    {
        using var scope = NewDisposeScope();
        var start = time.GetTimestamp();
        SeedDevice(step);
        Model.Train();
        var (_, terms) = BatchForward.Run(Model, Criterion, batch, ranks);
        var losses = LossValues.Of(terms).Shared(ranks);
        if (!losses.IsFinite)
        {
            throw new NonFiniteLossException(step + 1, batch.VideoIds, losses.Unscaled);
        }

        var forward = time.GetTimestamp();
        Arena.ZeroGradients();
        terms.Total.backward();
        ShareGradients();
        return (losses, time.GetElapsedTime(start, forward).TotalSeconds, time.GetElapsedTime(forward).TotalSeconds);
    }

    /// <summary>Clips the gradients, moves the weights and their average. Returns the norm of all gradients before clipping.</summary>
    internal float Update(long step)
    {
        foreach (var block in Arena.Join())
        {
            Average?.Follow(block);
        }

        var norm = Arena.ClipGradients(options.ClipMaxNorm);
        optimizer.Step(Arena.Blocks, Schedule.For(step));
        Average?.Update();
        return norm;
    }

    /// <summary>Takes in parameters of a checkpoint, before anything was trained.</summary>
    public void Join(IReadOnlyCollection<string> names, long steps)
    {
        var block = Arena.Join(names);
        block.Steps = steps;
        Average?.Follow(block);
    }

    public void Dispose()
    {
        Pause.Dispose();
        Average?.Dispose();
        optimizer.Dispose();
        Arena.Dispose();
        Model.Dispose();
    }

    // Means over ranks. A parameter that got its first gradient in any rank joins in all: blocks must be the same everywhere.
    private void ShareGradients()
    {
        if (ranks.WorldSize == 1)
        {
            return;
        }

        var first = Arena.FirstGradients();
        ranks.Mean(first);
        foreach (var block in Arena.Join(first))
        {
            Average?.Follow(block);
        }

        foreach (var block in Arena.Blocks)
        {
            ranks.Mean(block.Gradients);
        }
    }

    // The state of a CUDA generator cannot be read here; a seed for each step makes it a function of the step, so that none has to be kept.
    private void SeedDevice(long step)
    {
        if (Model.Device.type == DeviceType.CUDA)
        {
            cuda.manual_seed_all((long)(HashRandom.Hash(options.Seed, ranks.Rank, step) >> 1));
        }
    }
}
