namespace TubeDetr.Training.Options;

public sealed partial record TrainingOptions
{
    [Option(OptionGroup.Data, "JSON file, or a folder with dataset.json, that says where videos, annotations and the text encoder lie; relative paths in it begin at its folder.")]
    public string DatasetConfig { get; init; } = "";

    [Option(OptionGroup.Data, "Data sets to train on.", Choices = ["vidstg", "hcstvg"])]
    public WordList CombineDatasets { get; init; } = ["hcstvg"];

    [Option(OptionGroup.Data, "Data sets to evaluate on.", Choices = ["vidstg", "hcstvg"])]
    public WordList CombineDatasetsVal { get; init; } = ["hcstvg"];

    [Option(OptionGroup.Data, "Use the second version of HC-STVG.")]
    public bool V2 { get; init; }

    [Option(OptionGroup.Data, "Folder that holds the folder video of VidSTG; read where there is no dataset_config.", Ours = true)]
    public string VidstgVidPath { get; init; } = "";

    [Option(OptionGroup.Data, "Folder of the processed VidSTG annotations; read where there is no dataset_config.", Ours = true)]
    public string VidstgAnnPath { get; init; } = "";

    [Option(OptionGroup.Data, "Folder that holds the folder video of HC-STVG; read where there is no dataset_config.", Ours = true)]
    public string HcstvgVidPath { get; init; } = "";

    [Option(OptionGroup.Data, "Folder of the processed HC-STVG annotations; read where there is no dataset_config.", Ours = true)]
    public string HcstvgAnnPath { get; init; } = "";

    [Option(OptionGroup.Data, "Background threads that decode and transform clips.", Minimum = 0, Maximum = 64)]
    public int NumWorkers { get; init; } = 3;

    [Option(OptionGroup.Data, "Resize and crop training clips at random; without it training sees the frames of evaluation.", Ours = true)]
    public bool Augment { get; init; } = true;

    [Option(OptionGroup.Data, "Let a rejected random crop be followed by real further tries; the original's never succeed.", Ours = true)]
    public bool MendCropRetries { get; init; }

    [Option(OptionGroup.Data, "What to do when a video is missing, broken or too short: fail stops and names it; skip trains on the next clip in its place, leaves it out of evaluation, and counts it in every report.", Choices = ["fail", "skip"], Ours = true)]
    public string BrokenVideos { get; init; } = "fail";

    [Option(OptionGroup.Data, "Split the training set into so many chunks of consecutive clips, which epochs take in turns; -1 or 0 for none.", Minimum = -1, Maximum = 1_000_000)]
    public int EpochChunks { get; init; } = -1;
}
