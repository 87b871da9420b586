namespace TubeDetr.Training.Options;

public sealed partial record TrainingOptions
{
    [Option(OptionGroup.Losses, "Losses after every decoder layer, not only the last.", NegativeFlag = "no_aux_loss")]
    public bool AuxLoss { get; init; } = true;

    [Option(OptionGroup.Losses, "Standard deviation, in frames, of the target of the start and end distributions.", Minimum = 1, Maximum = 1_000)]
    public int Sigma { get; init; } = 1;

    [Option(OptionGroup.Losses, "Guided attention loss: attend to the annotated moment.", NegativeFlag = "no_guided_attn")]
    public bool GuidedAttn { get; init; } = true;

    [Option(OptionGroup.Losses, "Predict start and end, with a Kullback-Leibler loss.", NegativeFlag = "no_sted")]
    public bool Sted { get; init; } = true;

    [Option(OptionGroup.Losses, "Weight of the L1 loss of the boxes.", Minimum = 0, Maximum = 1e6)]
    public double BboxLossCoef { get; init; } = 5;

    [Option(OptionGroup.Losses, "Weight of the generalised IoU loss of the boxes.", Minimum = 0, Maximum = 1e6)]
    public double GiouLossCoef { get; init; } = 2;

    [Option(OptionGroup.Losses, "Weight of the start-end loss.", Minimum = 0, Maximum = 1e6)]
    public double StedLossCoef { get; init; } = 10;

    [Option(OptionGroup.Losses, "Weight of the guided attention loss.", Minimum = 0, Maximum = 1e6)]
    public double GuidedAttnLossCoef { get; init; } = 1;
}
