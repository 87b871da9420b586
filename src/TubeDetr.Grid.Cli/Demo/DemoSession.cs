using TubeDetr.Grid.Cli.Commands;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.LocalCluster;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Cli.Watching;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Demo;

/// <summary>One demo from nothing to the leaderboard. Whatever happens, what was started is stopped.</summary>
internal sealed class DemoSession(CommandHost host, DemoOptions options)
{
    private readonly Screen _talk = options.Json ? host.Error : host.Out;
    private readonly DateTimeOffset _begun = host.Time.GetUtcNow();
    private SweepWatch? _watch;

    public async Task<ExitCode> Run(CancellationToken cancellationToken)
    {
        await using var cluster = await Prepare(cancellationToken);
        try
        {
            return await Sweep(cluster, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _talk.Line($"Stopping; running experiments write a last checkpoint first. `./grid demo{DataHint}` or `./grid up{DataHint}` carries on.");
            throw;
        }
        finally
        {
            await cluster.StopAsync();
        }
    }

    private async Task<IRunningCluster> Prepare(CancellationToken cancellationToken)
    {
        var preparation = new Preparation(host.Datasets, host.Clusters);
        if (!_talk.CanRedraw)
        {
            return await preparation.Run(options, new Relay(new PlainPreparationView(_talk, options.Dataset), this), cancellationToken);
        }

        using var region = new LiveRegion(_talk);
        return await preparation.Run(options, new Relay(new LivePreparationView(region, options), this), cancellationToken);
    }

    private async Task<ExitCode> Sweep(IRunningCluster cluster, CancellationToken cancellationToken)
    {
        var endpoint = cluster.Endpoint;
        await using var grid = await host.Connector.Connect(new ClusterAddress(endpoint.Redis, endpoint.Storage, endpoint.Web, "started here"), cancellationToken);
        var (sweep, resumed) = await Submit(grid);
        if (endpoint.Web is { } page)
        {
            _talk.Markup($"Watch it at [bold blue]{StateWords.Safe(PageAddress.Of(page, sweep.Id).ToString())}[/]");
        }

        _watch = new SweepWatch(grid, sweep.Id, host.Time);
        var end = await _watch.UntilEnd(_talk, cancellationToken);
        var now = host.Time.GetUtcNow();
        _talk.Line($"Sweep {sweep.Id} has ended after {Format.Duration(now - _begun)}: {SweepPage.Counts(end.Sweep)}.");
        SweepPage.WriteLeaderboard(_talk, end.Sweep, end.Experiments, now);
        _talk.Line($"`./grid up{DataHint}` shows it again.");
        if (options.Json)
        {
            host.Out.Line(JsonText.Of(DemoResult.Of(end, _begun, now, resumed, endpoint.Web)));
        }

        return end.AllEndedWell ? ExitCode.Ok : ExitCode.Failure;
    }

    private async Task<(SweepSnapshot Sweep, bool Resumed)> Submit(IGridConnection grid)
    {
        var earlier = await grid.ListSweeps();
        if (options.Sweep.Unfinished(earlier) is { } unfinished)
        {
            _talk.Line($"Carrying on with sweep {unfinished.Id} ({unfinished.Name}): {SweepPage.Counts(unfinished)}.");
            return (unfinished, true);
        }

        var sweep = SweepCreate.Accepted(await grid.Submit(options.Sweep.Yaml), options.Sweep.File);
        var note = options.Sweep.Finished(earlier) is { } finished ? $" The earlier one, {finished.Id}, is {StateWords.Word(finished.State)} and stays as it is." : "";
        _talk.Line($"Sweep {sweep.Id} ({sweep.Name}): {Format.Count(sweep.Total, "experiment")}.{note}");
        return (sweep, false);
    }

    private string DataHint => string.Equals(options.Cluster.DataRoot, DataFolder.Default, StringComparison.Ordinal) ? "" : $" --data {options.Cluster.DataRoot}";

    /// <summary>Events of the cluster go to the preparation's view until the sweep is watched, and then above the sweep's.</summary>
    private sealed class Relay(IPreparationView view, DemoSession session) : IPreparationView
    {
        public void Report(int value) => view.Report(value);

        public void DataIsReady(bool wasMade) => view.DataIsReady(wasMade);

        public void Report(ClusterEvent value)
        {
            if (session._watch is not { } watch)
            {
                view.Report(value);
            }
            else if (ClusterEventLine.IsTrouble(value))
            {
                watch.Say(ClusterEventLine.Short(value));
            }
        }
    }
}
