using System.Text.Json;
using TubeDetr.Data;
using TubeDetr.Data.Synthetic;
using TubeDetr.Grid.Cli.Rendering;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary>Prepares a data set, writes its <c>dataset.json</c> and says what is there now.</summary>
internal static class PreparedDataset
{
    private const string TextEncoderFolder = "roberta";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Task<ExitCode> Make(CommandHost host, string dataset, PrepareRequest request, Func<PrepareRequest, IProgress<double>?, IReadOnlyList<PreparedFile>> prepare)
    {
        if (request.TextEncoder is { } textEncoder && !File.Exists(Path.Combine(textEncoder, "config.json")))
        {
            throw CommandFailure.BadInput($"There is no config.json in {textEncoder}. --text-encoder names the folder of a RoBERTa.");
        }

        try
        {
            var files = PartProgress.During(host.Error, "annotations", progress => prepare(request, progress));
            Tell(host.Out, files, WriteConfig(dataset, request), request.Json);
            return Task.FromResult(ExitCode.Ok);
        }
        catch (DatasetException failure)
        {
            throw CommandFailure.BadInput(failure.Message.Split('\n'));
        }
    }

    private static string WriteConfig(string dataset, PrepareRequest request)
    {
        if (request.TextEncoder is null)
        {
            SyntheticTextEncoder.Write(Path.Combine(request.Output, TextEncoderFolder));
        }

        var path = Path.Combine(request.Output, DatasetConfig.FileName);
        var config = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["combine_datasets"] = (string[])[dataset],
            ["combine_datasets_val"] = (string[])[dataset],
            [dataset + "_vid_path"] = string.Equals(request.Videos, request.Output, StringComparison.Ordinal) ? "." : request.Videos,
            [dataset + "_ann_path"] = ".",
            ["text_encoder_path"] = request.TextEncoder ?? TextEncoderFolder,
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
            screen.Line($"{file.Path}: {Format.Count(file.Videos, "video")}{(file.Skipped > 0 ? $", {file.Skipped} annotations left out because what they are about is missing" : "")}");
        }

        screen.Line($"Use it with dataset_config = {config}");
    }
}
