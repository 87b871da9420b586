using System.CommandLine;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Export;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid sweep export ID --tensorboard DIR --csv FILE</c>.</summary>
internal static class SweepExporting
{
    public static Verb Build(CommandHost host, ConnectionOptions connection)
    {
        var id = SweepCommands.Id();
        var tensorBoard = new Option<string?>("--tensorboard") { Description = "Folder for TensorBoard's event files, one folder in it for each experiment.", HelpName = "DIR" };
        var csv = new Option<string?>("--csv") { Description = "File for all values, one a line: experiment, attempt, step, epoch, time, metric, value.", HelpName = "FILE" };
        var json = CommandShape.Json("Print one line of JSON: how many experiments and rows went where.");
        return new Verb(
            "export",
            "Write the metrics of a sweep for TensorBoard, or as CSV; what was superseded is left out.",
            "./grid sweep export s7k2q9 --tensorboard events && tensorboard --logdir events",
            "./grid sweep export s7k2q9 --csv s7k2q9.csv") { id, tensorBoard, csv, json }
            .Does(async (parsed, cancellationToken) =>
            {
                var (folder, file) = (parsed.GetValue(tensorBoard), parsed.GetValue(csv));
                if (folder is null && file is null)
                {
                    throw CommandFailure.BadInput("Say where to: --tensorboard DIR, --csv FILE, or both.");
                }

                var address = connection.Read(parsed, host);
                var export = new SweepExport(host.FilesOf(address));
                await using var grid = await host.Connector.Connect(address, cancellationToken);
                var sweepId = new SweepId(parsed.GetRequiredValue(id));
                _ = await grid.GetSweep(sweepId) ?? throw SweepCommands.Unknown(sweepId);
                var experiments = await grid.ListExperiments(sweepId);
                using var region = host.Error.CanRedraw ? new LiveRegion(host.Error) : null;
                void Show(int done) => region?.Draw(new Spectre.Console.Markup(Format.Invariant($"{Bar.Of(done / (double)experiments.Length, 40)} {done} of {Format.Count(experiments.Length, "experiment")}")));
                var rows = await Writing(async () =>
                {
                    var written = folder is null ? 0 : await export.ToTensorBoard(folder, experiments, Show, cancellationToken);
                    return file is null ? written : await export.ToCsv(file, experiments, Show, cancellationToken);
                });
                var begun = experiments.Count(experiment => experiment.Attempt > 0);
                host.Out.Line(parsed.GetValue(json)
                    ? JsonText.Of(new { sweep = sweepId, experiments = begun, rows, tensorboard = folder, csv = file })
                    : $"{Format.Count(begun, "experiment")}, {Format.Invariant($"{rows}")} rows: {string.Join(" and ", new[] { folder, file }.OfType<string>())}");
                return ExitCode.Ok;
            });
    }

    private static async Task<long> Writing(Func<Task<long>> write)
    {
        try
        {
            return await write();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.BadInput($"It cannot be written there: {failure.Message}");
        }
    }
}
