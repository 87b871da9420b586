namespace TubeDetr.Training.Options;

public sealed partial record TrainingOptions
{
    [Option(OptionGroup.Evaluation, "Evaluate on the test files and keep what was predicted for every frame, the metrics of each video and attention weights.",
        OnlyDefault = "belongs to `grid evaluate --test`; a training would learn from the test files")]
    public bool Test { get; init; }

    [Option(OptionGroup.Evaluation, "Only evaluate.", OnlyDefault = "to evaluate without training, use `grid evaluate` with the same options")]
    public bool Eval { get; init; }

    [Option(OptionGroup.Evaluation, "Never let padding of a shorter video win as start or end; the original lets it where no video of the batch was divided.", Ours = true)]
    public bool MaskPadding { get; init; }

    [Option(OptionGroup.Evaluation, "Without sted, judge VidSTG boxes in every frame of the tube; the original judges the tube's first frame only.", Ours = true)]
    public bool ScoreWholeTube { get; init; }
}
