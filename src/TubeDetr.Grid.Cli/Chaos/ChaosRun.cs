using TorchSharp;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Demo;
using TubeDetr.Grid.Cli.LocalCluster;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Storage;
using TubeDetr.Training;

namespace TubeDetr.Grid.Cli.Chaos;

/// <summary>Real experiments on a real cluster, faults, and a judgement by comparison with the same experiments undisturbed.</summary>
internal sealed class ChaosRun(CommandHost host, ChaosOptions options)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5); // for what is unfinished when the last fault was injected
    private readonly Screen _talk = options.Json ? host.Error : host.Out;
    private readonly Lock _oneAtATime = new();
    private readonly string _folder = Path.Combine(Path.GetFullPath(options.DataRoot), "cluster");

    public async Task<ExitCode> Run(CancellationToken cancellationToken)
    {
        var begun = host.Time.GetTimestamp();
        await Prepare(cancellationToken);
        await using var cluster = await ChaosCluster.Start(options, _folder, host, Say, cancellationToken);
        var endpoint = cluster.Endpoint;
        Say($"{Format.Count(options.Silos, "silo")} up on {_folder}");
        await using var grid = await host.Connector.Connect(new ClusterAddress(endpoint.Redis, endpoint.Storage, endpoint.Web, "started here"), cancellationToken);
        var rounds = new Rounds(grid, host.Time);
        cluster.Injector.Training = () => rounds.Training;
        await rounds.Submit(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var references = Task.Run(() => References(rounds, stop.Token), CancellationToken.None);
        try
        {
            await Disturb(rounds, cluster.Injector, references, stop.Token);
            var verdicts = await Judge(rounds, await references, cluster, stop.Token);
            return Report(verdicts, ChaosReport.Of(verdicts, rounds.Expected, cluster, options.Seed, host.Time.GetElapsedTime(begun)));
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)references).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Prepare(CancellationToken cancellationToken)
    {
        if (ClusterEndpoint.Find(_folder) is not null)
        {
            throw CommandFailure.BadInput($"Another `grid chaos` runs on {options.DataRoot}. Wait for its end, or choose another folder with --data.");
        }

        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        var dataset = new DatasetRequest(Path.Combine(DataFolder.Datasets(_folder), "synthetic"), ChaosSweep.Clips, ChaosSweep.Seed, 0);
        await host.Datasets.Make(dataset, new Progress<int>(), cancellationToken);
        Say(Format.Invariant($"data set of {ChaosSweep.Clips} clips made"));
    }

    private List<Reference> References(Rounds rounds, CancellationToken cancellationToken)
    {
        torch.set_num_threads(1); // as in the silos: more threads would add in another order
        var environment = new TrainingEnvironment { DataRoot = DataFolder.Datasets(_folder), FrameCacheDirectory = Path.Combine(_folder, "reference"), Time = host.Time };
        var references = new List<Reference>();
        foreach (var experiment in rounds.Experiments.OrderBy(experiment => experiment.Index).ToList())
        {
            references.Add(Reference.Train(experiment.HyperParameters, environment, cancellationToken));
            Say(Format.Invariant($"reference {references.Count} of {ChaosSweep.Experiments} trained undisturbed"));
        }

        return references;
    }

    /// <summary>Injects faults while slots are kept busy, then waits for the end of what is unfinished.</summary>
    private async Task Disturb(Rounds rounds, Injector injector, Task references, CancellationToken cancellationToken)
    {
        await Follow(rounds, injector, references, () => rounds.Experiments.Any(experiment => experiment.Step > 0), Rest, cancellationToken);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var faults = injector.Run(enough.Token);
        try
        {
            while (!faults.IsCompleted)
            {
                await Follow(rounds, injector, references, () => faults.IsCompleted || rounds.Unfinished == 0, TimeSpan.MaxValue, cancellationToken);
                if (!faults.IsCompleted)
                {
                    await rounds.Submit(cancellationToken);
                }
            }
        }
        finally
        {
            await enough.CancelAsync();
            await faults.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await faults;
        Say("no more faults; waiting for the experiments' end");
        await Follow(rounds, injector, references, () => rounds.Unfinished == 0 && references.IsCompleted, Rest, cancellationToken);
    }

    private async Task Follow(Rounds rounds, Injector injector, Task references, Func<bool> isOver, TimeSpan limit, CancellationToken cancellationToken)
    {
        var (begun, told) = (host.Time.GetTimestamp(), host.Time.GetTimestamp());
        while (!isOver() && host.Time.GetElapsedTime(begun) < limit)
        {
            if (references.IsFaulted)
            {
                await references; // nothing to compare with
            }

            await Task.Delay(Beat, host.Time, cancellationToken);
            await rounds.Refresh();
            if (host.Time.GetElapsedTime(told) > StatusEvery)
            {
                told = host.Time.GetTimestamp();
                Say(Format.Invariant($"{rounds.Expected - rounds.Unfinished} of {rounds.Expected} experiments ended, {rounds.Experiments.Sum(e => e.Attempt)} attempts, {injector.Faults.Count} of {options.Faults} faults"));
            }
        }
    }

    private async Task<List<Verdict>> Judge(Rounds rounds, List<Reference> references, ChaosCluster cluster, CancellationToken cancellationToken)
    {
        var storage = new BlobStorage(new StorageOptions { ConnectionString = cluster.Endpoint.Storage });
        var verdicts = new List<Verdict>();
        foreach (var experiment in rounds.Experiments)
        {
            verdicts.Add(await Verdict.Of(experiment, references[experiment.Index], cluster.Injector.Faults, storage, host.Time, cancellationToken));
        }

        return verdicts;
    }

    private ExitCode Report(List<Verdict> verdicts, ChaosReport report)
    {
        ChaosTable.Write(_talk, report, verdicts);
        if (options.Json)
        {
            host.Out.Line(JsonText.Of(report));
        }

        return report.Passed ? ExitCode.Ok : ExitCode.Failure;
    }

    private void Say(string line)
    {
        lock (_oneAtATime)
        {
            _talk.Line(line);
        }
    }
}
