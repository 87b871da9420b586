namespace TubeDetr.Training.Options;

/// <content>Options of the original that say how its process is started. They are known by name so that a command line of the original gets a useful answer.</content>
public sealed partial record TrainingOptions
{
    private const string OfDistribution = "an experiment of a sweep trains in one process on one device, and the sweep uses the others (grid train has --world-size, --rank and --dist-url); leave it out";
    private const string OfGround = "belongs to grounding a caption in one video: use grid ground VIDEO CAPTION --start S --end S; leave it out here";

    [Option(OptionGroup.Session, "A name for people; changes nothing.")]
    public string RunName { get; init; } = "";

    [Option(OptionGroup.Session, "Device.", OnlyDefault = "is chosen by the slot that trains (grid train has --device); leave it out")]
    public string Device { get; init; } = "cuda";

    [Option(OptionGroup.Session, "Where checkpoints go.", OnlyDefault = "is chosen by the grid, which keeps checkpoints by itself (grid train has --output-dir); leave it out")]
    public string OutputDir { get; init; } = "";

    [Option(OptionGroup.Session, "Folder of a TensorBoard log.", OnlyDefault = "there is no TensorBoard log: every loss and metric is on the experiment's page and in grid experiment logs, and grid train writes log.txt into its --output-dir; leave it out")]
    public string TbDir { get; init; } = "";

    [Option(OptionGroup.Session, "Checkpoint to resume from.", OnlyDefault = "an experiment resumes from its own checkpoints by itself (grid train has --resume); use load to start from the weights of another")]
    public string Resume { get; init; } = "";

    [Option(OptionGroup.Session, "First epoch, from 0: the schedule and the order of the data start there. A checkpoint that is resumed overrides it.", Minimum = 0, Maximum = 100_000)]
    public int StartEpoch { get; init; }

    [Option(OptionGroup.Session, "Processes that train together.", OnlyDefault = OfDistribution)]
    public int WorldSize { get; init; } = 1;

    [Option(OptionGroup.Session, "Number of this process among those that train together, from 0; the original takes it from the environment.", OnlyDefault = OfDistribution, Ours = true)]
    public int Rank { get; init; }

    [Option(OptionGroup.Session, "Where processes that train together meet.", OnlyDefault = OfDistribution)]
    public string DistUrl { get; init; } = "env://";

    [Option(OptionGroup.Session, "Caption of the demonstration.", OnlyDefault = OfGround)]
    public string CaptionExample { get; init; } = "";

    [Option(OptionGroup.Session, "Video of the demonstration.", OnlyDefault = OfGround)]
    public string VideoExample { get; init; } = "";

    [Option(OptionGroup.Session, "First second of the demonstration.", OnlyDefault = OfGround)]
    public int StartExample { get; init; } = -1;

    [Option(OptionGroup.Session, "Last second of the demonstration.", OnlyDefault = OfGround)]
    public int EndExample { get; init; } = -1;

    [Option(OptionGroup.Session, "Port of the demonstration.", OnlyDefault = OfGround)]
    public int Port { get; init; } = 80;
}
