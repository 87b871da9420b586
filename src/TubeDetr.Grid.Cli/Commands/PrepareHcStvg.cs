using System.CommandLine;
using System.Text.Json;
using TubeDetr.Data;
using TubeDetr.Data.HcStvg;
using TubeDetr.Data.Synthetic;
using TubeDetr.Grid.Cli.Rendering;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid data prepare hcstvg</c>: the original's preprocessing, and a <c>dataset.json</c> beside its result.</summary>
internal static class PrepareHcStvg
{
    private const string TextEncoderFolder = "roberta";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Verb Build(CommandHost host)
    {
        var raw = new Option<string>("--raw") { Description = "Folder of train.json and test.json as published.", HelpName = "DIR", Required = true };
        var videos = new Option<string?>("--videos") { Description = "Folder that holds video/<folder>/<name>.mp4. [default: the one of --raw]", HelpName = "DIR" };
        var output = new Option<string?>("--out") { Description = "Folder for train_proc.json, test_proc.json and dataset.json. [default: the one of --raw]", HelpName = "DIR" };
        var textEncoder = new Option<string?>("--text-encoder") { Description = "Folder of a RoBERTa (config.json, vocab.json, merges.txt, model.safetensors). [default: a very small one without weights is made]", HelpName = "DIR" };
        var skip = new Option<bool>("--skip-missing") { Description = "Leave out annotations whose video is not there instead of refusing." };
        var json = CommandShape.Json("Print one line of JSON: dataset_config and the files.");
        return new Verb("hcstvg", "Prepare a folder in the format of HC-STVG v1.", "./grid data prepare hcstvg --raw /data/HC-STVG --out .data/datasets/hcstvg --text-encoder /models/roberta-base") { raw, videos, output, textEncoder, skip, json }
            .Does((parsed, _) =>
            {
                var rawFolder = Path.GetFullPath(parsed.GetRequiredValue(raw));
                var videoFolder = Path.GetFullPath(parsed.GetValue(videos) ?? rawFolder);
                var outputFolder = Path.GetFullPath(parsed.GetValue(output) ?? rawFolder);
                var files = Prepare(videoFolder, rawFolder, outputFolder, parsed.GetValue(skip));
                var config = WriteConfig(videoFolder, outputFolder, parsed.GetValue(textEncoder));
                Tell(host.Out, files, config, parsed.GetValue(json));
                return Task.FromResult(ExitCode.Ok);
            });
    }

    private static IReadOnlyList<PreparedFile> Prepare(string videos, string raw, string output, bool skipMissing)
    {
        try
        {
            return HcStvgPreparation.Prepare(videos, raw, output, skipMissing: skipMissing);
        }
        catch (DatasetException failure)
        {
            throw CommandFailure.BadInput(failure.Message.Split('\n'));
        }
    }

    private static string WriteConfig(string videos, string output, string? textEncoder)
    {
        if (textEncoder is not null && !File.Exists(Path.Combine(textEncoder, "config.json")))
        {
            throw CommandFailure.BadInput($"There is no config.json in {Path.GetFullPath(textEncoder)}. --text-encoder names the folder of a RoBERTa.");
        }

        if (textEncoder is null)
        {
            SyntheticTextEncoder.Write(Path.Combine(output, TextEncoderFolder));
        }

        var path = Path.Combine(output, DatasetConfig.FileName);
        var config = new
        {
            combine_datasets = (string[])["hcstvg"],
            combine_datasets_val = (string[])["hcstvg"],
            hcstvg_vid_path = string.Equals(videos, output, StringComparison.Ordinal) ? "." : videos,
            hcstvg_ann_path = ".",
            text_encoder_path = textEncoder is null ? TextEncoderFolder : Path.GetFullPath(textEncoder),
        };
        File.WriteAllText(path, JsonSerializer.Serialize(config, Indented) + "\n");
        return path;
    }

    private static void Tell(Screen screen, IReadOnlyList<PreparedFile> files, string config, bool json)
    {
        if (json)
        {
            screen.Line(JsonText.Of(new { dataset_config = config, files }));
            return;
        }

        foreach (var file in files)
        {
            screen.Line($"{file.Path}: {Format.Count(file.Videos, "video")}{(file.Skipped > 0 ? $", {file.Skipped} left out because their file is missing" : "")}");
        }

        screen.Line($"Use it with dataset_config = {config}");
    }
}
