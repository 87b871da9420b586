using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Scheduling;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid bench schedule</c>: what the grid does with thousands of experiments.</summary>
internal static class ScheduleCommand
{
    public static Verb Build(CommandHost host)
    {
        var experiments = CommandShape.Number("--experiments", "N", "Experiments of the sweep. [default: 10000]", 1, 10_000);
        var slots = CommandShape.Number("--slots", "N", "Slots, all in one silo. [default: 100]", 1, 1000);
        var steps = CommandShape.Number("--steps", "N", "Steps of an experiment, with a metric row each. [default: 50]", 1, 100_000);
        var pause = CommandShape.Number("--ms", "MS", "How long each step takes, on average: each experiment has its own pace, between 3/4 and 5/4 of it. [default: 17]", 0, 60_000);
        var checkpoints = new System.CommandLine.Option<bool>("--checkpoints") { Description = "Each experiment also takes its head and stores a checkpoint, as a real training does; the local blob storage then bounds the throughput." };
        var data = new System.CommandLine.Option<string?>("--data") { Description = $"Folder; its folder `cluster` is made anew. [default: {DataFolder.Default}/schedule]", HelpName = "DIR" };
        var json = CommandShape.Json("Print one line of JSON at the end; progress goes to stderr.");
        return new Verb(
            "schedule",
            "Bring many simulated experiments through their whole life on a cluster of its own, with real stores, and measure throughput, hand-over of slots and memory. Exit code 0 only when all completed and the "
            + "metric logs that are read back are whole.",
            "./grid bench schedule --experiments 10000 --slots 100 --json") { experiments, slots, steps, pause, checkpoints, data, json }
            .Does((parsed, cancellationToken) => new ScheduleRun(host, new ScheduleOptions(
                parsed.GetValue(experiments) ?? 10_000,
                parsed.GetValue(slots) ?? 100,
                parsed.GetValue(steps) ?? 50,
                parsed.GetValue(pause) ?? 17,
                parsed.GetValue(checkpoints),
                parsed.GetValue(data) ?? Path.Combine(DataFolder.Default, "schedule"),
                parsed.GetValue(json))).Run(cancellationToken));
    }
}
