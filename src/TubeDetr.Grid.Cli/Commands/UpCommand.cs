using System.CommandLine;
using TubeDetr.Grid.Cli.LocalCluster;
using TubeDetr.Grid.Cli.Rendering;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid up</c>: the cluster on this machine, until Ctrl-C.</summary>
internal static class UpCommand
{
    public static Command Build(CommandHost host)
    {
        var options = new ClusterOptions();
        var verb = new Verb(
            "up",
            "Start the cluster on this machine and keep it running until Ctrl-C, which stops every process in order (exit code 0). Unfinished experiments go on where they were.",
            "./grid up",
            "./grid up --silos 1 --data /scratch/grid --port 8080");
        options.AddTo(verb);
        return verb.Does((parsed, cancellationToken) => Run(options.Read(parsed, host), host, cancellationToken));
    }

    private static async Task<ExitCode> Run(LocalClusterOptions options, CommandHost host, CancellationToken cancellationToken)
    {
        var events = new EventSink(happened => host.Out.Markup(ClusterEventLine.Markup(happened)));
        await using var cluster = await host.Clusters.Start(options, events, cancellationToken);
        WriteAddresses(host.Out, cluster.Endpoint, options);
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancellationToken.Register(() => stop.TrySetResult()))
        {
            await stop.Task;
        }

        host.Out.Line("Stopping; running experiments write a last checkpoint first …");
        await cluster.StopAsync();
        host.Out.Line("Stopped. `./grid up` carries on where it was.");
        return ExitCode.Ok;
    }

    private static void WriteAddresses(Screen screen, ClusterEndpoint endpoint, LocalClusterOptions options)
    {
        screen.Line();
        if (endpoint.Web is { } page)
        {
            screen.Markup($"  page     [bold blue]{StateWords.Safe(page.ToString())}[/]");
        }

        screen.Line($"  redis    {endpoint.Redis}");
        screen.Line($"  data     {Path.GetFullPath(options.DataRoot)}");
        screen.Line();
        var data = string.Equals(options.DataRoot, Connecting.DataFolder.Default, StringComparison.Ordinal) ? "" : $" --data {options.DataRoot}";
        screen.Line($"Submit a sweep from another terminal: ./grid sweep create deploy/samples/first-sweep.yaml --wait{data}");
        screen.Line("Ctrl-C stops everything.");
    }
}
