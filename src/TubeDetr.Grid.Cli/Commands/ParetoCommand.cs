using System.Collections.Immutable;
using System.CommandLine;
using Spectre.Console;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid sweep pareto</c>.</summary>
internal static class ParetoCommand
{
    private static readonly string[] Rising = ["viou", "tiou", "viou@", "tiou@"];

    public static Verb Build(CommandHost host, ConnectionOptions connection)
    {
        var id = SweepCommands.Id();
        var metrics = new Option<string?>("--metrics")
        {
            Description = "Metrics with commas between them; NAME:max or NAME:min says which way is better, else viou and tiou are the better the greater, everything else the less. [default: the sweep's objectives]",
            HelpName = "NAME,NAME",
        };
        var json = CommandShape.Json("Print one line of JSON: objectives, and every experiment with its values and the number of its front, from 0.");
        return new Verb("pareto", "Show the experiments that no other one beats in every objective.", "./grid sweep pareto s7k2q9 --metrics viou,eval_seconds") { id, metrics, json }
            .Does(async (parsed, cancellationToken) =>
            {
                var sweepId = new SweepId(parsed.GetRequiredValue(id));
                var objectives = Read(parsed.GetValue(metrics) ?? "");
                await using var grid = await host.Connector.Connect(connection.Read(parsed, host), cancellationToken);
                var pareto = await grid.GetPareto(sweepId, objectives) ?? throw SweepCommands.Unknown(sweepId);
                if (parsed.GetValue(json))
                {
                    host.Out.Line(JsonText.Of(pareto));
                }
                else
                {
                    Write(host.Out, sweepId, pareto);
                }

                return ExitCode.Ok;
            });
    }

    private static ImmutableArray<Objective> Read(string metrics) =>
        [.. metrics.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Direction)];

    private static Objective Direction(string text) => text.Split(':') switch
    {
        [{ Length: > 0 } name, "max"] => new Objective(name, Maximize: true),
        [{ Length: > 0 } name, "min"] => new Objective(name, Maximize: false),
        [{ Length: > 0 } name] => new Objective(name, Array.Exists(Rising, rising => rising.EndsWith('@') ? name.StartsWith(rising, StringComparison.Ordinal) : string.Equals(name, rising, StringComparison.Ordinal))),
        _ => throw CommandFailure.BadInput($"--metrics {text}: write a metric's name, or NAME:max or NAME:min."),
    };

    private static void Write(Screen screen, SweepId sweep, ParetoSnapshot pareto)
    {
        var front = pareto.Points.Where(point => point.Rank == 0).ToArray();
        var directions = string.Join(", ", pareto.Objectives.Select(objective => $"{(objective.Maximize ? "greatest" : "smallest")} {objective.Metric}"));
        if (front.Length == 0)
        {
            screen.Line($"No experiment of sweep {sweep} has a value of everything: {directions}.");
            return;
        }

        screen.Line($"{directions}: {front.Length} of {pareto.Points.Length} experiments of sweep {sweep} {(front.Length == 1 ? "is" : "are")} beaten by no other");
        var table = TableShape.New(screen, ["experiment", .. pareto.Objectives.Select(objective => $">{objective.Metric}")]);
        foreach (var point in front)
        {
            table.AddRow([point.Experiment.Value, .. point.Values.Select(value => Format.Number(value))]);
        }

        screen.Console.Write(table);
        if (pareto.Incomplete > 0)
        {
            screen.Line($"{Format.Count(pareto.Incomplete, "experiment")} without a value of one of them {(pareto.Incomplete == 1 ? "is" : "are")} left out.");
        }
    }
}
