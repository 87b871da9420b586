using System.CommandLine;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary>The options with which <c>up</c> and <c>demo</c> shape the cluster on this machine.</summary>
internal sealed class ClusterOptions
{
    private readonly Option<string?> data = new("--data")
    {
        Description = $"Folder that keeps everything: state, checkpoints, logs, data sets. [default: ${ConnectionOptions.DataVariable}, else {DataFolder.Default}]",
        HelpName = "DIR",
    };

    private readonly Option<int?> silos = CommandShape.Number(
        "--silos",
        "N",
        $"Silo processes, one slot each. [default: one for each GPU, {LocalClusterOptions.DefaultSilos} where there is none]",
        1,
        64);

    private readonly Option<int?> port = CommandShape.Number(
        "--port",
        "P",
        $"Port of the web page, on this machine only. [default: {LocalClusterOptions.DefaultPort}]",
        1,
        65_535);

    private readonly Option<string?> labels = new("--labels")
    {
        Description = "Words that a sweep may require of its slots (requires: {labels: [a100]}), with commas between them; every silo here has them.",
        HelpName = "A,B",
    };

    private readonly Option<string?> runner = new("--runner")
    {
        Description = "torch, or simulated to try the grid out: a curve is computed instead of training. simulated:steps=10,ms=20 says how many steps an epoch has and how long each takes. [default: torch]",
        HelpName = "RUNNER",
    };

    private readonly Option<bool> withoutWeb = new("--no-web") { Description = "Leave the web page out." };

    private readonly Option<string?> redis = new("--redis")
    {
        Description = $"A Redis to use instead of an own store under the data folder. [default: ${ConnectionOptions.RedisVariable}, else an own one]",
        HelpName = "HOST:PORT",
    };

    private readonly Option<string?> storage = new("--storage")
    {
        Description = $"A blob storage to use instead of an own one under the data folder. [default: ${ConnectionOptions.StorageVariable}, else an own one]",
        HelpName = "CONNECTION",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[data, silos, labels, runner, port, withoutWeb, redis, storage])
        {
            command.Options.Add(option);
        }
    }

    public LocalClusterOptions Read(ParseResult parsed, CommandHost host) => new()
    {
        DataRoot = parsed.GetValue(data) ?? Variable(host, ConnectionOptions.DataVariable) ?? DataFolder.Default,
        Silos = parsed.GetValue(silos),
        Labels = parsed.GetValue(labels),
        Runner = parsed.GetValue(runner),
        Port = parsed.GetValue(port) ?? LocalClusterOptions.DefaultPort,
        Web = !parsed.GetValue(withoutWeb),
        Redis = parsed.GetValue(redis) ?? Variable(host, ConnectionOptions.RedisVariable),
        Storage = parsed.GetValue(storage) ?? Variable(host, ConnectionOptions.StorageVariable),
    };

    private static string? Variable(CommandHost host, string name) => host.Variable(name) is { Length: > 0 } value ? value : null;
}
