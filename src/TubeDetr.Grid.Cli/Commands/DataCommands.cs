using System.CommandLine;
using TubeDetr.Data;
using TubeDetr.Data.Synthetic;
using TubeDetr.Grid.Cli.Demo;
using TubeDetr.Grid.Cli.Rendering;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid data synth|prepare</c>.</summary>
internal static class DataCommands
{
    public static Command Build(CommandHost host) => new("data", "Make and prepare data sets.")
    {
        Synthesize(host),
        PrepareCommands.Build(host),
    };

    private static Verb Synthesize(CommandHost host)
    {
        var output = new Option<string>("--out") { Description = "Folder to fill; made when missing.", HelpName = "DIR", Required = true };
        var defaults = new SyntheticOptions();
        var clips = CommandShape.Number("--clips", "N", Format.Invariant($"Clips, every tenth of them for evaluation. [default: {defaults.Clips}]"), 10, 1_000_000);
        var seed = CommandShape.Number("--seed", "S", Format.Invariant($"Same seed, same data set. [default: {defaults.Seed}]"), 0);
        var distractors = CommandShape.Number("--distractors", "0|1|2", Format.Invariant($"Further objects in each clip, which make it harder. [default: {defaults.Distractors}]"), 0, 2);
        var json = CommandShape.Json("Print one line of JSON: folder, dataset_config, clips.");
        return new Verb("synth", "Make short videos of moving shapes with captions and boxes, in HC-STVG v1 format.", "./grid data synth --out .data/datasets/harder --clips 2000 --distractors 1") { output, clips, seed, distractors, json }
            .Does(async (parsed, cancellationToken) =>
            {
                var request = new DatasetRequest(
                    Path.GetFullPath(parsed.GetRequiredValue(output)),
                    parsed.GetValue(clips) ?? defaults.Clips,
                    parsed.GetValue(seed) ?? (int)defaults.Seed,
                    parsed.GetValue(distractors) ?? defaults.Distractors);
                var made = await ClipProgress.During(host.Error, request.Clips, progress => host.Datasets.Make(request, progress, cancellationToken));
                var config = Path.Combine(request.Folder, DatasetConfig.FileName);
                host.Out.Line(parsed.GetValue(json)
                    ? JsonText.Of(new { folder = request.Folder, dataset_config = config, clips = request.Clips, made })
                    : Format.Invariant($"{request.Folder}: {request.Clips} clips{(made ? "" : ", already there")}. Use it with dataset_config = {config}"));
                return ExitCode.Ok;
            });
    }
}
