using System.CommandLine;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Training.Options;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid options</c>: every training option with its default, type, range and help.</summary>
internal static class OptionsCommand
{
    public static Command Build(CommandHost host)
    {
        var markdown = new Option<bool>("--markdown") { Description = "Print tables in Markdown." };
        var into = new Option<string?>("--into") { Description = "Renew the tables of a document that holds the markers for them.", HelpName = "FILE" };
        var json = CommandShape.Json("Print one line of JSON with every option.");
        return new Verb("options", "List every training option, with default, type, range and meaning.", "./grid options", "./grid options --into src/TubeDetr.Training/README.md") { markdown, into, json }
            .Does((parsed, _) =>
            {
                if (parsed.GetValue(into) is { } file)
                {
                    Renew(file);
                }
                else if (parsed.GetValue(json))
                {
                    host.Out.Line(JsonText.Of(OptionTable.All.Select(Describe)));
                }
                else if (parsed.GetValue(markdown))
                {
                    host.Out.Writer.Write(OptionDocument.Markdown());
                }
                else
                {
                    Training.OptionHelp.Write(host.Out.Writer, _ => true);
                }

                return Task.FromResult(ExitCode.Ok);
            });
    }

    private static void Renew(string file)
    {
        try
        {
            File.WriteAllText(file, OptionDocument.Into(File.ReadAllText(file)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException)
        {
            throw CommandFailure.BadInput($"--into {file}: {failure.Message}");
        }
    }

    private static object Describe(OptionDefinition option) => new
    {
        option.Name,
        option.Group,
        option.Type,
        option.Default,
        option.Minimum,
        option.Maximum,
        option.Choices,
        option.NegativeFlag,
        option.Help,
        refused = option.OnlyDefault,
        option.Ours,
    };
}
