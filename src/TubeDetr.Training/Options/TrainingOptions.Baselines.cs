namespace TubeDetr.Training.Options;

public sealed partial record TrainingOptions
{
    [Option(OptionGroup.Baselines, "Use the fast branch of the encoder.", NegativeFlag = "no_fast")]
    public bool Fast { get; init; } = true;

    [Option(OptionGroup.Baselines, "Other ways to join the slow and the fast branch.", Choices = ["", "gating", "transformer", "pool", "noslow"])]
    public string FastMode { get; init; } = "";

    [Option(OptionGroup.Baselines, "Learn the time encodings instead of using sines.")]
    public bool LearnTimeEmbed { get; init; }

    [Option(OptionGroup.Baselines, "Leave the time encodings out.")]
    public bool NoTimeEmbed { get; init; }

    [Option(OptionGroup.Baselines, "Leave the temporal self-attention of the decoder out.")]
    public bool NoTsa { get; init; }

    [Option(OptionGroup.Baselines, "When temporal parameters are reset after a load (reset_temporal), draw the decoder's temporal self-attention anew too.")]
    public bool RdInitTsa { get; init; }
}
