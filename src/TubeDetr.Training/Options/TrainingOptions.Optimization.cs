namespace TubeDetr.Training.Options;

public sealed partial record TrainingOptions
{
    [Option(OptionGroup.Optimization, "Learning rate of the transformer and the heads.", Minimum = 0, Maximum = 1)]
    public double Lr { get; init; } = 5e-5;

    [Option(OptionGroup.Optimization, "Learning rate of the visual backbone; 0 freezes it.", Minimum = 0, Maximum = 1)]
    public double LrBackbone { get; init; } = 1e-5;

    [Option(OptionGroup.Optimization, "Learning rate of the text encoder.", Minimum = 0, Maximum = 1)]
    public double TextEncoderLr { get; init; } = 5e-5;

    [Option(OptionGroup.Optimization, "Videos of one step.", Minimum = 1, Maximum = 1_024)]
    public int BatchSize { get; init; } = 1;

    [Option(OptionGroup.Optimization, "Decoupled weight decay.", Minimum = 0, Maximum = 1)]
    public double WeightDecay { get; init; } = 1e-4;

    [Option(OptionGroup.Optimization, "Times that the training set is seen.", Minimum = 1, Maximum = 100_000)]
    public int Epochs { get; init; } = 10;

    [Option(OptionGroup.Optimization, "Epochs before the learning rate drops, and between later drops.", Minimum = 1, Maximum = 100_000)]
    public int LrDrop { get; init; } = 10;

    [Option(OptionGroup.Optimization, "Optimiser; adam is AdamW, as in the original.", Choices = ["adam", "adamw", "sgd"])]
    public string Optimizer { get; init; } = "adam";

    [Option(OptionGroup.Optimization, "Greatest norm of all gradients together; 0 does not clip.", Minimum = 0, Maximum = 1e9)]
    public double ClipMaxNorm { get; init; } = 0.1;

    [Option(OptionGroup.Optimization, "Evaluate after every so many epochs.", Minimum = 1, Maximum = 100_000)]
    public int EvalSkip { get; init; } = 1;

    [Option(OptionGroup.Optimization, "How the learning rates change.", Choices = ["step", "multistep", "linear_with_warmup", "all_linear_with_warmup"])]
    public string Schedule { get; init; } = "linear_with_warmup";

    [Option(OptionGroup.Optimization, "Keep a moving average of the weights and evaluate with it.")]
    public bool Ema { get; init; }

    [Option(OptionGroup.Optimization, "Decay of the moving average in each step.", Minimum = 0, Maximum = 1)]
    public double EmaDecay { get; init; } = 0.9998;

    [Option(OptionGroup.Optimization, "Part of all steps in which the learning rate rises.", Minimum = 0, Maximum = 1)]
    public double FractionWarmupSteps { get; init; } = 0.01;

    [Option(OptionGroup.Optimization, "Seed of every random generator; a device's rank is added to it.", Minimum = 0, Maximum = int.MaxValue)]
    public int Seed { get; init; } = 42;
}
