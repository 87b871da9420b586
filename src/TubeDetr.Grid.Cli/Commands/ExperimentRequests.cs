using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid experiment pause|resume|stop|cancel|requeue</c>.</summary>
internal static class ExperimentRequests
{
    public static Verb Build(CommandHost host, ConnectionOptions connection, ExperimentRequest request)
    {
        var (name, what, cause) = Words(request);
        var id = ExperimentCommands.Id();
        var json = CommandShape.Json("Print one line of JSON: the experiment afterwards.");
        return new Verb(name, what, $"./grid experiment {name} s7k2q9-01") { id, json }
            .Does(async (parsed, cancellationToken) =>
            {
                await using var grid = await host.Connector.Connect(connection.Read(parsed, host), cancellationToken);
                var before = await ExperimentCommands.Find(grid, parsed.GetRequiredValue(id));
                if (!await grid.Ask(before.Id, request, cause))
                {
                    throw CommandFailure.Failed(Refusal(before, name));
                }

                var after = await grid.GetExperiment(before.Id) ?? before;
                host.Out.Line(parsed.GetValue(json) ? JsonText.Of(after) : $"Experiment {after.Id} is {StateWords.Word(after.State)}{(after.Reason is { } reason ? $": {reason}" : "")}.");
                return ExitCode.Ok;
            });
    }

    private static string Refusal(ExperimentSnapshot experiment, string name) => experiment.State.HasEnded()
        ? $"Experiment {experiment.Id} has ended ({StateWords.Word(experiment.State)}), and what has ended stays so. `./grid experiment fork {experiment.Id}` goes on from a checkpoint as a new experiment."
        : $"Experiment {experiment.Id} is {StateWords.Word(experiment.State)}, so it cannot {name}; nothing was changed.";

    private static (string Name, string What, string Cause) Words(ExperimentRequest request) => request switch
    {
        ExperimentRequest.Pause => ("pause", "Write a checkpoint, give the slot back, and wait to be resumed.", "paused by a person"),
        ExperimentRequest.Resume => ("resume", "Queue a paused experiment again; it goes on from its checkpoint.", "resumed by a person"),
        ExperimentRequest.Stop => ("stop", "End after the epoch that is being trained, its evaluation included.", "stopped by a person"),
        ExperimentRequest.Cancel => ("cancel", "End now, with a last checkpoint.", "cancelled by a person"),
        _ => ("requeue", "Write a checkpoint, give the slot back, and queue again.", "requeued by a person"),
    };
}
