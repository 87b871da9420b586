using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid checkpoint pin|unpin|delete</c>.</summary>
internal static class CheckpointRequests
{
    public static Verb Build(CommandHost host, ConnectionOptions connection, CheckpointRequest request)
    {
        var (name, what, done) = Words(request);
        var id = ExperimentCommands.Id();
        var choice = new CheckpointChoice();
        var json = CommandShape.Json("Print one line of JSON: the checkpoints afterwards, as `ls` does.");
        var verb = new Verb(name, what, $"./grid checkpoint {name} s7k2q9-01 --epoch 3") { id, json };
        choice.AddTo(verb, required: true);
        return verb.Does(async (parsed, cancellationToken) =>
        {
            await using var grid = await host.Connector.Connect(connection.Read(parsed, host), cancellationToken);
            var experiment = await ExperimentCommands.Find(grid, parsed.GetRequiredValue(id));
            var checkpoint = choice.Pick(parsed, experiment);
            if (await grid.AskOfCheckpoint(experiment.Id, request, checkpoint.Blob) is { } refusal)
            {
                throw CommandFailure.Failed(refusal);
            }

            host.Out.Line(parsed.GetValue(json)
                ? JsonText.Of(CheckpointTable.Rows(await grid.GetExperiment(experiment.Id) ?? experiment))
                : Format.Invariant($"{experiment.Id}: the checkpoint of epoch {checkpoint.Epoch}, step {checkpoint.Step} {done}{(request == CheckpointRequest.Delete && !experiment.State.HasEnded() ? ", with its next checkpoint at the latest" : "")}."));
            return ExitCode.Ok;
        });
    }

    private static (string Name, string What, string Done) Words(CheckpointRequest request) => request switch
    {
        CheckpointRequest.Pin => ("pin", "Keep a checkpoint, whatever the sweep's `checkpoints:` says.", "is pinned and stays"),
        CheckpointRequest.Unpin => ("unpin", "Let the sweep's `checkpoints:` decide again; one that is neither among the last nor the best is deleted at once.", "is pinned no more"),
        _ => ("delete", "Delete a checkpoint from the store. The newest of an experiment that goes on, and pinned ones, stay.", "is deleted"),
    };
}
