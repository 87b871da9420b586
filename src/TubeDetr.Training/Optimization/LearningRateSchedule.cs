using TubeDetr.Training.Options;

namespace TubeDetr.Training.Optimization;

/// <summary>
/// Learning rates as a function of the step (<c>adjust_learning_rate</c> of the original). The original sets them after each step, so the first step
/// is taken with the full rates even where there is a warm-up, and the rate of step s is what was computed from s - 1.
/// </summary>
public sealed class LearningRateSchedule(TrainingOptions options, long stepsPerEpoch)
{
    /// <summary><c>num_training_steps</c> of the original.</summary>
    public long TotalSteps { get; } = stepsPerEpoch * options.Epochs;

    /// <summary>Half-way cases go to the even number, as in Python.</summary>
    public long WarmupSteps { get; } = WarmupStepsOf(options.FractionWarmupSteps, stepsPerEpoch * options.Epochs);

    /// <summary>The rates that step <paramref name="step"/> (from 0) is taken with.</summary>
    public LearningRates For(long step) => step == 0
        ? new(options.Lr, options.LrBackbone, options.TextEncoderLr)
        : After(step - 1);

    /// <summary>The rates set after step <paramref name="step"/>.</summary>
    public LearningRates After(long step)
    {
        var epoch = step / stepsPerEpoch;
        var (gamma, textGamma) = options.Schedule switch
        {
            "step" => Both(Math.Pow(0.1, epoch / options.LrDrop)),
            "multistep" => Both(Math.Pow(0.5, MilestonesUpTo(epoch))),
            "linear_with_warmup" => (Math.Pow(0.1, epoch / options.LrDrop), Linear(step)),
            "all_linear_with_warmup" => Both(Linear(step)),
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

    private double Linear(long step) => step < WarmupSteps
        ? step / (double)Math.Max(1, WarmupSteps)
        : Math.Max(0, (TotalSteps - step) / (double)Math.Max(1, TotalSteps - WarmupSteps));
}
