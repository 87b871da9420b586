using System.CommandLine;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Pruners;
using TubeDetr.Grid.Search.Replay;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid sweep replay</c>: the curves of a sweep once more, under another pruner.</summary>
internal static class ReplayCommand
{
    public static Verb Build(CommandHost host, ConnectionOptions connection)
    {
        var id = SweepCommands.Id();
        var pruner = new PrunerOptions();
        var slots = CommandShape.Number("--slots", "N", "How many experiments train at a time. [default: as many as did]", 1);
        var json = CommandShape.Json("Print one line of JSON: epochs, slot-hours and winners.");
        var verb = new Verb(
            "replay", "Play the curves of a sweep once more, under another pruner: what it would have saved, and which winners it would have lost.", "./grid sweep replay s7k2q9 --early-terminate asha --min-iter 1 --eta 3", "./grid sweep replay s7k2q9 --early-terminate median --n-startup 5 --json") { id, slots, json };
        pruner.AddTo(verb);
        return verb.Does(async (parsed, cancellationToken) =>
        {
            var sweepId = new SweepId(parsed.GetRequiredValue(id));
            var settings = pruner.Read(parsed);
            await using var grid = await host.Connector.Connect(connection.Read(parsed, host), cancellationToken);
            var sweep = await grid.GetSweep(sweepId) ?? throw SweepCommands.Unknown(sweepId);
            var rows = await grid.ListExperiments(sweepId);
            var curves = TrainedCurves.Of(rows);
            if (curves.IsEmpty)
            {
                throw CommandFailure.Failed($"No experiment of sweep {sweepId} was evaluated yet, so there is nothing to play.");
            }

            var parallelism = parsed.GetValue(slots) ?? TrainedCurves.Parallelism(rows, host.Time.GetUtcNow());
            var report = ReplayReport.Of(CurveReplay.Play(Pruner.Of(settings, sweep.Objective), sweep.Objective, curves, parallelism), sweep.Objective);
            if (parsed.GetValue(json))
            {
                host.Out.Line(JsonText.Of(new { sweep = sweepId, early_terminate = settings, slots = parallelism, report }));
            }
            else
            {
                ReplayPage.Write(host.Out, sweep, settings, parallelism, report);
            }

            return ExitCode.Ok;
        });
    }
}
