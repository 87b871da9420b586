using System.CommandLine;
using TubeDetr.Grid.Cli.Training;
using TubeDetr.Training.Options;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary>The options of <c>grid train</c> that are no training options: where it computes, what it writes, what it goes on from.</summary>
internal sealed class TrainTarget
{
    /// <summary>Training options of the original in whose place these stand.</summary>
    public static readonly string[] Replaced = ["device", "output_dir", "resume"];

    private readonly Option<string?> device = DeviceChoice.Option();
    private readonly Option<string?> output = new("--output-dir") { Description = "Folder for a checkpoint after each epoch and for log.txt. [default: none is written]", HelpName = "DIR" };
    private readonly Option<string?> resume = new("--resume") { Description = "Checkpoint to go on from, with the same options.", HelpName = "FILE" };
    private readonly Option<string?> frames = new("--frame-cache") { Description = "Folder that keeps decoded frames for later epochs and trainings. [default: none, videos are decoded each time]", HelpName = "DIR" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[device, output, resume, frames])
        {
            command.Options.Add(option);
        }
    }

    public TrainRequest Read(ParseResult parsed, TrainingOptions options) =>
        new(options, parsed.GetValue(device), parsed.GetValue(output), parsed.GetValue(resume), parsed.GetValue(frames));
}
