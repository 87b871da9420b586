using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid sweep pause|resume|stop|cancel</c>.</summary>
internal static class SweepRequests
{
    public static Verb Build(CommandHost host, ConnectionOptions connection, SweepRequest request)
    {
        var (name, what, cause) = Words(request);
        var id = SweepCommands.Id();
        var json = CommandShape.Json("Print one line of JSON: the sweep afterwards.");
        return new Verb(name, what, $"./grid sweep {name} s7k2q9") { id, json }
            .Does(async (parsed, cancellationToken) =>
            {
                var sweepId = new SweepId(parsed.GetRequiredValue(id));
                await using var grid = await host.Connector.Connect(connection.Read(parsed, host), cancellationToken);
                var before = await grid.GetSweep(sweepId) ?? throw SweepCommands.Unknown(sweepId);
                if (!await grid.Ask(sweepId, request, cause))
                {
                    throw Refused(before);
                }

                var after = await grid.GetSweep(sweepId) ?? before;
                host.Out.Line(parsed.GetValue(json)
                    ? JsonText.Of(after)
                    : $"Sweep {sweepId} ({after.Name}) is {StateWords.Word(after.State)}: {SweepPage.Counts(after)}. Checkpoints are kept.");
                return ExitCode.Ok;
            });
    }

    private static CommandFailure Refused(SweepSnapshot before) => CommandFailure.Failed(before.State.HasEnded()
        ? $"Sweep {before.Id} had already ended ({StateWords.Word(before.State)}); nothing was changed."
        : $"Sweep {before.Id} is {StateWords.Word(before.State)}, which does not allow this; nothing was changed.");

    private static (string Name, string What, string Cause) Words(SweepRequest request) => request switch
    {
        SweepRequest.Pause => ("pause", "Begin no new experiment of a sweep; those that have begun go on.", "the sweep was paused by a person"),
        SweepRequest.Resume => ("resume", "Begin new experiments of a paused sweep again.", "the sweep was resumed by a person"),
        SweepRequest.Stop => ("stop", "Let the experiments that have begun train to their end, and cancel the others.", "the sweep was stopped by a person"),
        _ => ("cancel", "End every experiment of a sweep now, each with a last checkpoint.", "cancelled by a person"),
    };
}
