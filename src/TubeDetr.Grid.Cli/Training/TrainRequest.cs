using TubeDetr.Training.Options;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>What <c>grid train</c> was asked for.</summary>
/// <param name="Options">Of the training.</param>
/// <param name="Device"><c>cpu</c>, <c>cuda</c>, <c>cuda:N</c>; null: the first GPU, else the CPU.</param>
/// <param name="OutputFolder">Where checkpoints and <c>log.txt</c> go; null writes none.</param>
/// <param name="Resume">Checkpoint to go on from.</param>
/// <param name="FrameCache">Folder of decoded frames; null decodes anew in each epoch.</param>
internal sealed record TrainRequest(TrainingOptions Options, string? Device, string? OutputFolder, string? Resume, string? FrameCache);
