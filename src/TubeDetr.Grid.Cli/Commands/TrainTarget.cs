using System.CommandLine;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Cli.Training;
using TubeDetr.Training.Options;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary>The options of <c>grid train</c> that are no training options: where it computes, what it writes, what it goes on from.</summary>
internal sealed class TrainTarget
{
    /// <summary>Training options of the original in whose place these stand.</summary>
    public static readonly string[] Replaced = ["device", "output_dir", "resume"];

    private const double DefaultMinutes = 10;

    private readonly Option<string?> device = DeviceChoice.Option();
    private readonly Option<string?> output = new("--output-dir") { Description = "Folder for a checkpoint after each epoch and for log.txt. [default: none is written]", HelpName = "DIR" };
    private readonly Option<string?> resume = new("--resume") { Description = "Checkpoint to go on from, with the same options, or a folder: the latest in it, or from the beginning where it has none. A log in --output-dir goes on too.", HelpName = "FILE|DIR" };
    private readonly Option<string?> frames = new("--frame-cache") { Description = "Folder that keeps decoded frames for later epochs and trainings. [default: none, videos are decoded each time]", HelpName = "DIR" };

    private readonly Option<double?> minutes = CommandShape.Real("--checkpoint-minutes", "X", Format.Invariant($"Write a checkpoint within the epoch, too, every so many minutes; 0: after every step. [default: {DefaultMinutes}]"), 0, 1e6);
    private readonly Option<bool> steps = new("--log-steps") { Description = "Tell losses and rates of every step, with --json as a line each, and keep them in steps.txt of --output-dir." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[device, output, resume, frames, minutes, steps])
        {
            command.Options.Add(option);
        }
    }

    public TrainRequest Read(ParseResult parsed, TrainingOptions options) =>
        new(options)
        {
            Device = parsed.GetValue(device),
            OutputFolder = parsed.GetValue(output),
            Resume = parsed.GetValue(resume),
            FrameCache = parsed.GetValue(frames),
            CheckpointEvery = TimeSpan.FromMinutes(parsed.GetValue(minutes) ?? DefaultMinutes),
            LogSteps = parsed.GetValue(steps),
        };
}
