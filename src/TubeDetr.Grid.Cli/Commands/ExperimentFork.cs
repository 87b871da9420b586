using System.CommandLine;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid experiment fork</c>.</summary>
internal static class ExperimentFork
{
    public static Verb Build(CommandHost host, ConnectionOptions connection)
    {
        var id = ExperimentCommands.Id();
        var epoch = CommandShape.Number("--epoch", "N", "Go on from the checkpoint with N epochs done. [default: the newest]", 0);
        var set = new Option<string[]>("--set") { Description = "A hyper-parameter that differs from the source's, such as lr=1e-5 or epochs=20. May be given several times.", HelpName = "NAME=VALUE" };
        var json = CommandShape.Json("Print one line of JSON: the new experiment.");
        return new Verb(
            "fork",
            "Go on from a checkpoint as a new experiment of the same sweep, with other hyper-parameters or more epochs.",
            "./grid experiment fork s7k2q9-01 --set epochs=20",
            "./grid experiment fork s7k2q9-01 --epoch 3 --set lr=1e-5 --set dropout=0.2") { id, epoch, set, json }
            .Does(async (parsed, cancellationToken) =>
            {
                await using var grid = await host.Connector.Connect(connection.Read(parsed, host), cancellationToken);
                var source = await ExperimentCommands.Find(grid, parsed.GetRequiredValue(id));
                var changes = (parsed.GetValue(set) ?? []).Select(Change);
                var result = await grid.Fork(source.Sweep, new ForkRequest { Source = source.Id, Epoch = parsed.GetValue(epoch), Changes = [.. changes] });
                if (!result.Accepted)
                {
                    throw CommandFailure.BadInput(string.Join('\n', result.Errors));
                }

                host.Out.Line(parsed.GetValue(json)
                    ? JsonText.Of(await grid.GetExperiment(result.Experiment.Value))
                    : $"Experiment {result.Experiment} goes on from {source.Id}. `./grid experiment show {result.Experiment}` shows it.");
                return ExitCode.Ok;
            });
    }

    private static KeyValuePair<string, string> Change(string text) => text.Split('=', 2) is [{ Length: > 0 } name, { Length: > 0 } value]
        ? new(name.Trim(), value.Trim())
        : throw CommandFailure.BadInput($"--set {text}: write NAME=VALUE, such as lr=1e-5.");
}
