using System.CommandLine;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary>What preparing any data set asks for.</summary>
internal sealed class PrepareOptions(string rawHelp, string videosHelp, string outHelp)
{
    private readonly Option<string> raw = new("--raw") { Description = rawHelp, HelpName = "DIR", Required = true };
    private readonly Option<string?> videos = new("--videos") { Description = videosHelp, HelpName = "DIR" };
    private readonly Option<string?> output = new("--out") { Description = outHelp, HelpName = "DIR" };
    private readonly Option<string?> textEncoder = new("--text-encoder") { Description = "Folder of a RoBERTa (config.json, vocab.json, merges.txt, model.safetensors). [default: a very small one without weights is made]", HelpName = "DIR" };
    private readonly Option<bool> json = CommandShape.Json("Print one line of JSON: dataset_config and the files.");

    /// <summary>Adds them to a command.</summary>
    public Verb On(Verb verb)
    {
        foreach (var option in (Option[])[raw, videos, output, textEncoder, json])
        {
            verb.Add(option);
        }

        return verb;
    }

    public PrepareRequest Read(ParseResult parsed)
    {
        var rawFolder = Path.GetFullPath(parsed.GetRequiredValue(raw));
        return new(
            rawFolder,
            Path.GetFullPath(parsed.GetValue(videos) ?? rawFolder),
            Path.GetFullPath(parsed.GetValue(output) ?? rawFolder),
            parsed.GetValue(textEncoder) is { } folder ? Path.GetFullPath(folder) : null,
            parsed.GetValue(json));
    }
}

/// <summary>A data set to be prepared; full paths.</summary>
internal sealed record PrepareRequest(string Raw, string Videos, string Output, string? TextEncoder, bool Json);
