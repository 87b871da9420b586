using TubeDetr.Training.Options;

namespace TubeDetr.Grid.Cli.Evaluation;

/// <summary>What <c>grid evaluate</c> was asked for.</summary>
/// <param name="Options">Of the training whose model is judged.</param>
/// <param name="Device"><c>cpu</c>, <c>cuda</c>, <c>cuda:N</c>; null: the first GPU, else the CPU.</param>
/// <param name="OutputFolder">Where statistics and predictions go; null writes none.</param>
/// <param name="Resume">Checkpoint whose model is judged as it is.</param>
/// <param name="FrameCache">Folder of decoded frames; null decodes anew.</param>
internal sealed record EvaluateRequest(TrainingOptions Options, string? Device, string? OutputFolder, string? Resume, string? FrameCache);
