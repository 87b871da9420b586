using System.CommandLine;
using TubeDetr.Grid.Cli.Grounding;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Cli.Training;
using TubeDetr.Training.Options;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid ground VIDEO "CAPTION"</c>: where and when a sentence holds in a video.</summary>
internal static class GroundCommand
{
    private static readonly string[] Shown = [OptionGroup.Model, OptionGroup.Baselines, OptionGroup.Video];

    /// <summary>No data set is read, and a resolution between those of the original is refused later.</summary>
    private static readonly TrainingOptions Start = new() { DatasetConfig = "none" };

    public static Command Build(CommandHost host)
    {
        var target = new GroundTarget();
        var flags = new OptionFlags([.. GroundTarget.Replaced]);
        var json = CommandShape.Json("Print the tube as one line of JSON instead of many.");
        var verb = new Verb(
            "ground",
            "Find a sentence in a video: prints the tube as JSON and writes an annotated video and a page of pictures. Options have the names and defaults of TubeDETR's script; those that only "
            + "matter in training are accepted and change nothing.",
            "./grid ground holiday.mp4 \"a child in a red coat runs to the water\" --load vidstg.pth --text_encoder_path roberta-base --start 10 --end 40")
        {
            MoreHelp = writer => OptionHelp.Write(writer, option => Shown.Contains(option.Group, StringComparer.Ordinal) || option.Name is "seed" or "sted" or "guided_attn"),
        };
        target.AddTo(verb);
        verb.Options.Add(json);
        flags.AddTo(verb);
        return verb.Does((parsed, cancellationToken) =>
        {
            var options = flags.Read(parsed, Start);
            return options.Succeeded
                ? Ground(target.Read(parsed, options.Options), host, parsed.GetValue(json), cancellationToken)
                : throw CommandFailure.BadInput([.. options.Errors]);
        });
    }

    private static Task<ExitCode> Ground(GroundRequest request, CommandHost host, bool json, CancellationToken cancellationToken) => Task.Factory.StartNew(
        () =>
        {
            GroundReport report;
            using (var view = new GroundView(host.Error))
            {
                report = new GroundRun(request, view, host.Time).Run(cancellationToken);
            }

            host.Out.Writer.Write(json ? JsonText.Of(report) + Environment.NewLine : report.ToText());
            return ExitCode.Ok;
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
