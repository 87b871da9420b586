using System.Globalization;
using TubeDetr.Grid.Cli.Commands;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.LocalCluster;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Storage;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Cli.Scheduling;

/// <summary>Brings a sweep of simulated experiments through its whole life on a cluster of its own, and measures.</summary>
internal sealed class ScheduleRun(CommandHost host, ScheduleOptions options)
{
    private const int AtATime = 50;
    private const int Logs = 200;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(5);
    private readonly Screen _talk = options.Json ? host.Error : host.Out;

    public async Task<ExitCode> Run(CancellationToken cancellationToken)
    {
        Prepare();
        await using var cluster = await host.Clusters.Start(options.Cluster, new EventSink(_ => { }), cancellationToken);
        var endpoint = cluster.Endpoint;
        await using var grid = await host.Connector.Connect(new ClusterAddress(endpoint.Redis, endpoint.Storage, null, "started here"), cancellationToken);
        await UntilSlotsAreThere(grid, cancellationToken);
        await UntilEnded(grid, await Submit(grid, options.WarmUp), cancellationToken);
        var begun = host.Time.GetTimestamp();
        var sweep = await Submit(grid, options.Sweep);
        var longest = await UntilEnded(grid, sweep, cancellationToken);
        var seconds = host.Time.GetElapsedTime(begun).TotalSeconds;
        var memory = MostResident();
        var experiments = await Experiments(grid, sweep);
        var wrong = await WrongLogs(experiments, new BlobStorage(new StorageOptions { ConnectionString = endpoint.Storage }), cancellationToken);
        return Report(experiments, seconds, longest, memory, wrong);
    }

    private static async Task<SweepId> Submit(IGridConnection grid, string yaml)
    {
        var submitted = await grid.Submit(yaml);
        return submitted.Sweep?.Id ?? throw CommandFailure.BadInput(string.Join('\n', submitted.Errors));
    }

    private void Prepare()
    {
        if (ClusterEndpoint.Find(options.Folder) is not null)
        {
            throw CommandFailure.BadInput($"Another `grid bench schedule` runs on {options.DataRoot}. Wait for its end, or choose another folder with --data.");
        }

        if (Directory.Exists(options.Folder))
        {
            Directory.Delete(options.Folder, recursive: true);
        }
    }

    private async Task UntilSlotsAreThere(IGridConnection grid, CancellationToken cancellationToken)
    {
        while ((await grid.GetCluster()).Pool.Slots.Length < options.Slots)
        {
            await Task.Delay(Beat, host.Time, cancellationToken);
        }
    }

    /// <summary>The longest queue that was seen.</summary>
    private async Task<int> UntilEnded(IGridConnection grid, SweepId id, CancellationToken cancellationToken)
    {
        var (longest, told) = (0, host.Time.GetTimestamp());
        while (await grid.GetSweep(id) is { Ended: null } sweep)
        {
            longest = Math.Max(longest, (await grid.GetCluster()).Pool.WaitingTotal);
            if (host.Time.GetElapsedTime(told) > StatusEvery)
            {
                told = host.Time.GetTimestamp();
                _talk.Line(Format.Invariant($"{sweep.Counts.GetValueOrDefault(ExperimentState.Completed)} of {options.Experiments} completed"));
            }

            await Task.Delay(Beat, host.Time, cancellationToken);
        }

        return longest;
    }

    /// <summary>Of the silo, in MB: the high-water mark that the kernel keeps.</summary>
    private double MostResident()
    {
        var silo = ClusterFile.Read(options.Folder)!.Children["silo-1"];
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{silo.Id}/status")).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    private async Task<List<ExperimentSnapshot>> Experiments(IGridConnection grid, SweepId sweep)
    {
        var all = new List<ExperimentSnapshot>(options.Experiments);
        foreach (var chunk in Enumerable.Range(0, options.Experiments).Chunk(AtATime))
        {
            all.AddRange((await Task.WhenAll(chunk.Select(index => grid.GetExperiment(ExperimentId.Of(sweep, index))))).OfType<ExperimentSnapshot>());
        }

        return all;
    }

    /// <summary>Reads some of the logs back from the store: each must have every step once.</summary>
    private async Task<int> WrongLogs(List<ExperimentSnapshot> experiments, BlobStorage storage, CancellationToken cancellationToken)
    {
        var wrong = 0;
        foreach (var experiment in Checked(experiments))
        {
            var log = await MetricLog.Read(storage, experiment.Id, cancellationToken);
            var steps = log.OfType<MetricLogEntry.Measured>().Select(entry => entry.Row.Step);
            wrong += steps.SequenceEqual(Enumerable.Range(1, options.Steps).Select(step => (long)step)) ? 0 : 1;
        }

        return wrong;
    }

    private static List<ExperimentSnapshot> Checked(List<ExperimentSnapshot> experiments) =>
        [.. experiments.Where((_, place) => place % Math.Max(1, experiments.Count / Logs) == 0)];

    private ExitCode Report(List<ExperimentSnapshot> experiments, double seconds, int longest, double memory, int wrong)
    {
        var handOvers = new HandOvers(experiments);
        var report = new ScheduleReport
        {
            Experiments = options.Experiments,
            Slots = options.Slots,
            Completed = experiments.Count(experiment => experiment.State == ExperimentState.Completed),
            Seconds = Math.Round(seconds, 2),
            ExperimentsPerSecond = Math.Round(options.Experiments / seconds, 1),
            MetricPointsPerSecond = Math.Round(options.Experiments * (options.Steps + 1) / seconds), // a loss for each step, the objective with the last
            HandoverP50Ms = Math.Round(handOvers.Percentile(0.5), 1),
            HandoverP99Ms = Math.Round(handOvers.Percentile(0.99), 1),
            QueuedMost = longest,
            ControlRssMb = Math.Round(memory, 1),
            LogsChecked = Checked(experiments).Count,
            LogsWrong = wrong,
        };
        host.Out.Line(options.Json ? JsonText.Of(report) : Text(report));
        return report.Passed ? ExitCode.Ok : ExitCode.Failure;
    }

    private static string Text(ScheduleReport report) =>
        Format.Invariant($"{report.Completed} of {report.Experiments} experiments completed on {report.Slots} slots in {report.Seconds} s: {report.ExperimentsPerSecond} a second, {report.MetricPointsPerSecond} metric points a second\n")
        + Format.Invariant($"hand-over of a slot: median {report.HandoverP50Ms} ms, 99 of 100 within {report.HandoverP99Ms} ms; {report.QueuedMost} waited at most; memory of the silo {report.ControlRssMb} MB\n")
        + Format.Invariant($"{report.LogsChecked} metric logs read back, {report.LogsWrong} of them wrong");
}
