using System.CommandLine;
using TorchSharp;
using TubeDetr.Grid.Cli.Parity;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Cli.Training;
using TubeDetr.Parity;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid parity</c>: this program against numbers from the original.</summary>
internal static class ParityCommand
{
    public static Command Build(CommandHost host)
    {
        var folders = new Argument<string[]>("FOLDER")
        {
            Description = $"Folders of golden cases, or single cases. None: tests/Golden and the folders in ${GoldenFolders.Variable}.",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => [],
        };
        var device = DeviceChoice.Option();
        var json = CommandShape.Json("Print one line of JSON: cases with their quantities, passed, failed; progress goes to stderr.");
        return new Verb("parity", "Compare this program with numbers from the original: every golden case, every quantity against its tolerance.", "./grid parity", "./grid parity tests/Golden/fwd-base-tiny --json") { folders, device, json }
            .Does((parsed, cancellationToken) => Task.Run(() => Run(Cases(parsed.GetRequiredValue(folders)), DeviceChoice.Resolve(parsed.GetValue(device)), host, parsed.GetValue(json), cancellationToken), cancellationToken));
    }

    private static IReadOnlyList<string> Cases(string[] folders)
    {
        try
        {
            var cases = GoldenFolders.Cases(GoldenFolders.Roots(folders));
            return cases.Count > 0
                ? cases
                : throw CommandFailure.BadInput($"There are no golden cases: neither a folder tests/Golden above the program nor a folder in ${GoldenFolders.Variable}. Name one: grid parity FOLDER.");
        }
        catch (DirectoryNotFoundException missing)
        {
            throw CommandFailure.BadInput(missing.Message);
        }
    }

    private static ExitCode Run(IReadOnlyList<string> cases, torch.Device device, CommandHost host, bool json, CancellationToken cancellationToken)
    {
        torch.set_num_threads(1); // numbers of the tests, and no competition between threads over small operations
        var talk = json ? host.Error : host.Out;
        using var region = talk.CanRedraw ? new LiveRegion(talk) : null;
        using var view = new ParityView(talk, region, cases);
        var results = new List<ParityResult>();
        foreach (var folder in cases)
        {
            cancellationToken.ThrowIfCancellationRequested();
            view.Begin(Path.GetFileName(folder), results.Count);
            results.Add(ParityRun.Of(folder, host.Time, device));
            view.End(results[^1]);
        }

        view.Sum(results);
        if (json)
        {
            host.Out.Line(JsonText.Of(new { cases = results, passed = results.Count(r => r.Passed), failed = results.Count(r => !r.Passed) }));
        }

        return results.All(result => result.Passed) ? ExitCode.Ok : ExitCode.Failure;
    }
}
