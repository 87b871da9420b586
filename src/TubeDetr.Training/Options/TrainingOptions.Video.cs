namespace TubeDetr.Training.Options;

public sealed partial record TrainingOptions
{
    [Option(OptionGroup.Video, "Length of the shorter side of a frame in pixels: 64, 96, 128, 224, every 32 from 256 to 480, or 800.", Minimum = 16, Maximum = 2048)]
    public int Resolution { get; init; } = 224;

    [Option(OptionGroup.Video, "Most frames of a video.", Minimum = 2, Maximum = 10_000)]
    public int VideoMaxLen { get; init; } = 200;

    [Option(OptionGroup.Video, "Most frames that the model sees at once; where it differs from video_max_len, evaluation joins the start and end predictions of several clips.", Minimum = 2, Maximum = 10_000)]
    public int VideoMaxLenTrain { get; init; } = 200;

    [Option(OptionGroup.Video, "Temporal stride k: every k-th frame goes through the slow branch; 0 sends all frames and has no fast branch.", Minimum = 0, Maximum = 1_000)]
    public int Stride { get; init; } = 5;

    [Option(OptionGroup.Video, "Frames per second taken from a video.", Minimum = 1, Maximum = 240)]
    public int Fps { get; init; } = 5;

    [Option(OptionGroup.Video, "Random temporal cropping in training.", NegativeFlag = "no_tmp_crop")]
    public bool TmpCrop { get; init; } = true;
}
