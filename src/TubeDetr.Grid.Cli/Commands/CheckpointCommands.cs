using System.CommandLine;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Files;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid checkpoint ls|pull|pin|unpin|delete|gc</c>.</summary>
internal static class CheckpointCommands
{
    public static Command Build(CommandHost host)
    {
        var connection = new ConnectionOptions();
        var command = new Command("checkpoint", "List, fetch, pin and clear up checkpoints.")
        {
            List(host, connection),
            Pull(host, connection),
            CheckpointRequests.Build(host, connection, CheckpointRequest.Pin),
            CheckpointRequests.Build(host, connection, CheckpointRequest.Unpin),
            CheckpointRequests.Build(host, connection, CheckpointRequest.Delete),
            CheckpointSweeping.Build(host, connection),
        };
        connection.AddTo(command);
        return command;
    }

    private static Verb List(CommandHost host, ConnectionOptions connection)
    {
        var id = ExperimentCommands.Id();
        var json = CommandShape.Json("Print one line of JSON: an array of checkpoints, oldest first.");
        return new Verb("ls", "List the committed checkpoints of an experiment, oldest first.", "./grid checkpoint ls s7k2q9-01") { id, json }
            .Does(async (parsed, cancellationToken) =>
            {
                await using var grid = await host.Connector.Connect(connection.Read(parsed, host), cancellationToken);
                var experiment = await ExperimentCommands.Find(grid, parsed.GetRequiredValue(id));
                if (parsed.GetValue(json))
                {
                    host.Out.Line(JsonText.Of(CheckpointTable.Rows(experiment)));
                }
                else if (experiment.Checkpoints.IsEmpty)
                {
                    host.Out.Line($"{experiment.Id} has no checkpoint yet; the first comes after its first epoch.");
                }
                else
                {
                    host.Out.Console.Write(CheckpointTable.Of(experiment, host.Out));
                }

                return ExitCode.Ok;
            });
    }

    private static Verb Pull(CommandHost host, ConnectionOptions connection)
    {
        var id = ExperimentCommands.Id();
        var choice = new CheckpointChoice();
        var output = new Option<string>("--output", "-o") { Description = "File to write; an existing one is replaced once the new one is whole.", HelpName = "FILE", Required = true };
        var json = CommandShape.Json("Print one line of JSON: the checkpoint and the file.");
        var verb = new Verb("pull", "Fetch a checkpoint and check its length and SHA-256.", "./grid checkpoint pull s7k2q9-01 --best -o best.ckpt", "./grid checkpoint pull s7k2q9-01 --epoch 3 -o epoch3.ckpt") { id, output, json };
        choice.AddTo(verb);
        return verb.Does(async (parsed, cancellationToken) =>
        {
            var address = connection.Read(parsed, host);
            var files = host.FilesOf(address);
            await using var grid = await host.Connector.Connect(address, cancellationToken);
            var experiment = await ExperimentCommands.Find(grid, parsed.GetRequiredValue(id));
            var checkpoint = choice.Pick(parsed, experiment);
            var path = Path.GetFullPath(parsed.GetRequiredValue(output));
            if (!Directory.Exists(Path.GetDirectoryName(path)))
            {
                throw CommandFailure.BadInput($"There is no folder {Path.GetDirectoryName(path)} for the file. Make it, or choose another with -o.");
            }

            await ByteProgress.During(host.Error, $"{experiment.Id} epoch {Format.Invariant($"{checkpoint.Epoch}")}", checkpoint.Length, progress =>
                Download.To(path, files, checkpoint, progress, cancellationToken));
            host.Out.Line(parsed.GetValue(json)
                ? JsonText.Of(new { checkpoint, file = path })
                : Format.Invariant($"{path}: {experiment.Id} after epoch {checkpoint.Epoch}, step {checkpoint.Step}, {Format.Bytes(checkpoint.Length)}, SHA-256 as written."));
            return ExitCode.Ok;
        });
    }
}
