using System.CommandLine;
using TubeDetr.Grid.Cli.Chaos;
using TubeDetr.Grid.Cli.Connecting;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid chaos</c>: pulls plugs while experiments train, and proves that nothing is lost.</summary>
internal static class ChaosCommand
{
    private const double DefaultMinutes = 10;
    private const int DefaultSilos = 4;
    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();

    public static Command Build(CommandHost host)
    {
        var minutes = CommandShape.Real("--minutes", "M", "Inject faults for so long; the experiments' end comes after it. [default: 10]", 0.1, 1440);
        var seed = CommandShape.Number("--seed", "S", "Chooses kinds, targets and moments of the faults. [default: 1]", 0);
        var faults = CommandShape.Number("--faults", "N", "Stop after so many faults. [default: as many as fit]", 1);
        var pause = CommandShape.Real("--pause", "S", FormattableString.Invariant($"Seconds from one fault to the next, on average. [default: {FaultPlan.DefaultPause}]"), 1, 3600);
        var only = new Option<string[]>("--only") { Description = $"Kinds of faults. [default: all of {string.Join(", ", Kinds.Select(ChaosTable.Name))}]", HelpName = "KIND", AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong([.. Kinds.Select(ChaosTable.Name)]);
        var silos = CommandShape.Number("--silos", "N", $"Silo processes, one slot each. [default: {DefaultSilos}]", 2, 16);
        var data = new Option<string?>("--data") { Description = $"Folder for data set and cluster; its folder `cluster` is made anew. [default: {DataFolder.Default}/chaos]", HelpName = "DIR" };
        var json = CommandShape.Json("Print one line of JSON at the end; progress goes to stderr.");
        return new Verb(
            "chaos",
            "Start a cluster on this machine, train small experiments on it, and kill, hang and cut off its parts at random. At the end every experiment is compared with the same one undisturbed: "
            + "its last checkpoint byte by byte, its metrics point by point. Exit code 0 only when nothing was lost, doubled or different.",
            "./grid chaos --minutes 10 --seed 7",
            "./grid chaos --only silo_killed --faults 30 --pause 15 --json") { minutes, seed, faults, pause, only, silos, data, json }
            .Does((parsed, cancellationToken) => new ChaosRun(host, new ChaosOptions(
                parsed.GetValue(minutes) ?? DefaultMinutes,
                parsed.GetValue(seed) ?? 1,
                parsed.GetValue(faults) ?? int.MaxValue,
                parsed.GetValue(pause) ?? FaultPlan.DefaultPause,
                parsed.GetValue(only) is { Length: > 0 } names ? [.. Kinds.Where(kind => names.Contains(ChaosTable.Name(kind), StringComparer.Ordinal))] : Kinds,
                parsed.GetValue(silos) ?? DefaultSilos,
                parsed.GetValue(data) ?? Path.Combine(DataFolder.Default, "chaos"),
                parsed.GetValue(json))).Run(cancellationToken));
    }
}
