using System.CommandLine;
using TubeDetr.Grid.Cli.Evaluation;
using TubeDetr.Grid.Cli.Training;
using TubeDetr.Training.Options;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary>The options of <c>grid evaluate</c> that are no training options: what it judges, where it computes, what it writes.</summary>
internal sealed class EvaluateTarget
{
    /// <summary>Training options of the original in whose place these stand.</summary>
    public static readonly string[] Replaced = ["device", "output_dir", "resume", "test", "eval"];

    private readonly Option<string?> device = DeviceChoice.Option();
    private readonly Option<string?> resume = new("--resume") { Description = "Checkpoint whose model is judged as it is, with the options it was trained with: its weights, or with --ema their moving average. --load takes what fits, and prefers the average.", HelpName = "FILE" };
    private readonly Option<bool> test = new("--test") { Description = "Judge on the test files instead of the validation files, and keep in --output-dir boxes of every frame, metrics of each video and attention weights." };
    private readonly Option<string?> output = new("--output-dir") { Description = "Folder for log_stats.json, which holds all losses and metrics under the original's names. [default: none is written]", HelpName = "DIR" };
    private readonly Option<string?> frames = new("--frame-cache") { Description = "Folder that keeps decoded frames for later. [default: none, videos are decoded each time]", HelpName = "DIR" };
    private readonly Option<bool> eval = new("--eval") { Description = "Nothing: this command only evaluates.", Hidden = true };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[resume, test, output, device, frames, eval])
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="CommandFailure">The checkpoint is given as an address.</exception>
    public EvaluateRequest Read(ParseResult parsed, TrainingOptions options)
    {
        var checkpoint = parsed.GetValue(resume);
        return checkpoint?.Contains("://", StringComparison.Ordinal) is true
            ? throw CommandFailure.BadInput($"--resume {checkpoint}: this is an address; download the file and give its path.")
            : new(options with { Test = parsed.GetValue(test) }, parsed.GetValue(device), parsed.GetValue(output), checkpoint, parsed.GetValue(frames));
    }
}
