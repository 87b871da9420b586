using Spectre.Console;
using TubeDetr.Grid.Cli.Rendering;

namespace TubeDetr.Grid.Cli.Chaos;

/// <summary>The report for people, and the words for faults.</summary>
internal static class ChaosTable
{
    public static string Name(FaultKind kind) => kind switch
    {
        FaultKind.SiloKilled => "silo_killed",
        FaultKind.SiloHung => "silo_hung",
        FaultKind.SiloTerminated => "silo_terminated",
        FaultKind.StorageKilled => "storage_killed",
        FaultKind.StorageHung => "storage_hung",
        FaultKind.StateCut => "state_cut",
        FaultKind.PageKilled => "page_killed",
        FaultKind.SiloCut => "silo_cut",
        FaultKind.LinkCut => "link_cut",
        _ => "all_killed",
    };

    public static string Words(FaultKind kind) => kind switch
    {
        FaultKind.SiloKilled or FaultKind.StorageKilled or FaultKind.PageKilled or FaultKind.AllKilled => "SIGKILL",
        FaultKind.SiloHung or FaultKind.StorageHung => "SIGSTOP, later SIGCONT",
        FaultKind.SiloTerminated => "SIGTERM",
        FaultKind.StateCut => "connections cut",
        _ => "network cut",
    };

    public static void Write(Screen screen, ChaosReport report, IEnumerable<Verdict> verdicts)
    {
        var table = TableShape.New(screen, "experiment", "state", ">attempts", ">points lost", ">doubled", ">different", "last checkpoint");
        foreach (var verdict in verdicts)
        {
            var (experiment, metrics) = (verdict.Experiment, verdict.Metrics);
            table.AddRow(
                experiment.Id.Value,
                StateWords.Word(experiment.State),
                Format.Invariant($"{experiment.Attempt}"),
                Format.Invariant($"{metrics.Lost}"),
                Format.Invariant($"{metrics.Duplicated}"),
                Format.Invariant($"{metrics.Different}"),
                verdict.SameCheckpoint ? "same" : "not the same");
        }

        screen.Console.Write(table);
        screen.Line(Format.Invariant($"{report.Faults} faults in {report.Seconds} s: {string.Join(", ", report.FaultsByKind.Select(kind => Format.Invariant($"{kind.Key} {kind.Value}")))}"));
        screen.Line(Format.Invariant($"{report.Experiments} experiments in {report.Attempts} attempts: {report.Lost} lost, {report.Duplicated} doubled, {report.Different} different"));
        screen.Line(Format.Invariant($"metric points: {report.PointsLost} lost, {report.PointsDuplicated} doubled, {report.PointsDifferent} different"));
        screen.Line(Format.Invariant($"fault to next training step: median {report.RecoveryMedianS} s, worst {report.RecoveryWorstS} s, of {report.Recoveries}"));
        foreach (var reason in report.NotInjected)
        {
            screen.Line($"Not injected: {reason}");
        }
    }
}
