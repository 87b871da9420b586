using System.CommandLine;
using System.Globalization;
using TubeDetr.Grid.Cli.LocalCluster;
using TubeDetr.Grid.Cli.Training;
using TubeDetr.Training.Ranks;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary>The options of <c>grid train</c> about processes that train together, with the original's names and environment variables (those of <c>torchrun</c>).</summary>
internal sealed class RankTarget
{
    /// <summary>Training options of the original in whose place these stand.</summary>
    public static readonly string[] Replaced = ["world_size", "rank", "dist_url"];

    private const string FromEnvironment = "env://";

    private readonly Option<int?> world = CommandShape.Number("--world-size", "N", "Processes that train together, --batch_size clips each. Without --rank this one starts the others on this machine, each with the GPU of its number, where there are any. [default: $WORLD_SIZE, else 1]", 1, 1024);
    private readonly Option<int?> rank = CommandShape.Number("--rank", "K", "Number of this process among them, from 0; rank 0 writes the files. [default: $RANK]", 0, 1023);
    private readonly Option<string?> url = new("--dist-url") { Description = "Where rank 0 listens, tcp://HOST:PORT, on a private network. [default: env://, which is $MASTER_ADDR and $MASTER_PORT]", HelpName = "URL" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[world, rank, url])
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="CommandFailure">What is given makes no group; says all that is wrong.</exception>
    public RankPlan Read(ParseResult parsed, Func<string, string?> variable)
    {
        var size = parsed.GetValue(world) ?? Whole(variable("WORLD_SIZE")) ?? 1;
        if (size == 1)
        {
            return RankPlan.Alone;
        }

        var mine = parsed.GetValue(rank) ?? Whole(variable("RANK"));
        var address = Address(parsed.GetValue(url) ?? FromEnvironment, variable);
        var faults = Faults(size, mine, parsed.GetValue(url), address).ToArray();
        return faults.Length == 0
            ? new RankPlan(size, mine, Whole(variable("LOCAL_RANK")) ?? mine ?? 0, address ?? RankAddress.Loopback(new LoopbackPorts(new Dictionary<string, int>(StringComparer.Ordinal)).For("ranks")))
            : throw CommandFailure.BadInput(faults);
    }

    private static RankAddress? Address(string url, Func<string, string?> variable) =>
        !string.Equals(url, FromEnvironment, StringComparison.Ordinal) ? RankAddress.Parse(url)
        : variable("MASTER_ADDR") is { Length: > 0 } host && RankAddress.PortOf(variable("MASTER_PORT")) is { } port ? new(host, port)
        : null;

    private static IEnumerable<string> Faults(int size, int? mine, string? url, RankAddress? address)
    {
        if (mine >= size)
        {
            yield return Rendering.Format.Invariant($"--rank {mine}: of {size} processes the last is {size - 1}. Count from 0, or raise --world-size.");
        }

        if (url is not null && address is null)
        {
            yield return $"--dist-url {url}: this is no address like tcp://10.0.0.1:29500 (env:// needs $MASTER_ADDR and $MASTER_PORT).";
        }
        else if (mine is not null && address is null)
        {
            yield return "--rank needs to know where rank 0 listens: add --dist-url tcp://HOST:PORT, or leave --rank out to start all processes on this machine.";
        }
    }

    private static int? Whole(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
