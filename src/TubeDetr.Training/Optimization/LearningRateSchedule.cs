using TubeDetr.Training.Options;

namespace TubeDetr.Training.Optimization;

/// <summary>
/// Learning rates as a function of the step (<c>adjust_learning_rate</c> of the original). The original sets them after each step, so the first step
/// is taken with the full rates even where there is a warm-up, and the rate of step s is what was computed from s - 1.
/// Where chunks of the training set differ in size, the original counts as if all epochs had the steps of the present one.
/// </summary>
public sealed class LearningRateSchedule(TrainingOptions options, EpochSteps steps)
{
    public LearningRateSchedule(TrainingOptions options, int stepsPerEpoch)
        : this(options, new EpochSteps([stepsPerEpoch]))
    {
    }

    /// <summary><c>num_training_steps</c> of the original in the first epoch.</summary>
    public long TotalSteps => TotalOf(steps.Of(0));

    /// <summary>Half-way cases go to the even number, as in Python.</summary>
    public long WarmupSteps => WarmupStepsOf(options.FractionWarmupSteps, TotalSteps);

    /// <summary>The rates that step <paramref name="step"/> (from 0) is taken with.</summary>
    public LearningRates For(long step) => step <= steps.Before(options.StartEpoch)
        ? new(options.Lr, options.LrBackbone, options.TextEncoderLr)
        : After(step - 1);

    /// <summary>The rates set after step <paramref name="step"/>.</summary>
    public LearningRates After(long step)
    {
        var (epoch, batch) = steps.At(step);
        var length = steps.Of(epoch);
        var (gamma, textGamma) = options.Schedule switch
        {
            "step" => Both(Math.Pow(0.1, epoch / options.LrDrop)),
            "multistep" => Both(Math.Pow(0.5, MilestonesUpTo(epoch))),
            "linear_with_warmup" => (Math.Pow(0.1, epoch / options.LrDrop), Linear((epoch * length) + batch, TotalOf(length))),
            "all_linear_with_warmup" => Both(Linear((epoch * length) + batch, TotalOf(length))),
            _ => throw new NotSupportedException($"There is no schedule \"{options.Schedule}\"."),
        };
        return new(options.Lr * gamma, options.LrBackbone * gamma, options.TextEncoderLr * textGamma);
    }

    internal static long WarmupStepsOf(double fraction, long steps) => (long)Math.Round(fraction * steps, MidpointRounding.ToEven);

    private static (double Main, double Text) Both(double gamma) => (gamma, gamma);

    // Milestones: lr_drop, lr_drop + 50, … below epochs.
    private long MilestonesUpTo(long epoch)
    {
        var last = Math.Min(epoch, options.Epochs - 1);
        return last < options.LrDrop ? 0 : ((last - options.LrDrop) / 50) + 1;
    }

    private long TotalOf(long stepsOfEpoch) => stepsOfEpoch * options.Epochs;

    private double Linear(long step, long total)
    {
        var warmup = WarmupStepsOf(options.FractionWarmupSteps, total);
        return step < warmup
            ? step / (double)Math.Max(1, warmup)
            : Math.Max(0, (total - step) / (double)Math.Max(1, total - warmup));
    }
}
