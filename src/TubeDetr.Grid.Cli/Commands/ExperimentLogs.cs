using System.CommandLine;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Files;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage.Logs;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid experiment logs</c>.</summary>
internal static class ExperimentLogs
{
    private const int DefaultLines = 500;
    private const int AllLines = 1_000_000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static Verb Build(CommandHost host, ConnectionOptions connection)
    {
        var id = ExperimentCommands.Id();
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on printing until the experiment has ended." };
        var attempt = CommandShape.Number("--attempt", "N", "Only this attempt. [default: all]", 1);
        var lines = CommandShape.Number("--lines", "N", $"How many of the last lines. [default: {DefaultLines}]", 1);
        var json = CommandShape.Json("Print one line of JSON for each line of the log.");
        return new Verb("logs", "Print what the attempts of an experiment said.", "./grid experiment logs s7k2q9-01 --follow", "./grid experiment logs s7k2q9-01 --attempt 2 --lines 50") { id, follow, attempt, lines, json }
            .Does(async (parsed, cancellationToken) =>
            {
                var address = connection.Read(parsed, host);
                var files = host.FilesOf(address);
                await using var grid = await host.Connector.Connect(address, cancellationToken);
                var experiment = await ExperimentCommands.Find(grid, parsed.GetRequiredValue(id));
                var printer = new LogPrinter(host.Out, parsed.GetValue(json), parsed.GetValue(attempt));
                printer.First(await files.ReadLog(experiment.Id, AllLines, cancellationToken), parsed.GetValue(lines) ?? DefaultLines);
                if (parsed.GetValue(follow))
                {
                    await Follow(experiment, grid, files, printer, host.Time, cancellationToken);
                }
                else if (printer.IsEmpty)
                {
                    host.Error.Line($"{experiment.Id} ({StateWords.Word(experiment.State)}) has no such log lines yet.");
                }

                return ExitCode.Ok;
            });
    }

    private static async Task Follow(ExperimentSnapshot experiment, IGridConnection grid, IExperimentFiles files, LogPrinter printer, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            // State first: what is read after the end is complete.
            var hasEnded = (await ExperimentCommands.Find(grid, experiment.Id.Value)).State.HasEnded();
            printer.Next(await files.ReadLog(experiment.Id, AllLines, cancellationToken));
            if (hasEnded)
            {
                return;
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    /// <summary>Prints each line once, though every reading brings the whole tail again.</summary>
    private sealed class LogPrinter(Screen screen, bool json, int? attempt)
    {
        private IReadOnlyList<LogLine> _seen = [];

        public bool IsEmpty { get; private set; } = true;

        public void First(IReadOnlyList<LogLine> tail, int lines)
        {
            _seen = tail;
            Print(tail.Where(IsWanted).TakeLast(lines));
        }

        public void Next(IReadOnlyList<LogLine> tail)
        {
            var fresh = tail.Skip(LogOverlap.Length(_seen, tail)).Where(IsWanted);
            _seen = tail;
            Print(fresh);
        }

        private bool IsWanted(LogLine line) => attempt is null || line.Attempt == attempt;

        private void Print(IEnumerable<LogLine> lines)
        {
            foreach (var line in lines)
            {
                IsEmpty = false;
                screen.Line(json ? JsonText.Of(line) : Format.Invariant($"[{line.Attempt}] {line}"));
            }
        }
    }
}
