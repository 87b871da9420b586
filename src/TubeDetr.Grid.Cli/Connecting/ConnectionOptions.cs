using System.CommandLine;

namespace TubeDetr.Grid.Cli.Connecting;

/// <summary><c>--data</c>, or <c>--redis</c> and <c>--storage</c>: which cluster a command speaks to.</summary>
public sealed class ConnectionOptions
{
    public const string DataVariable = "GRID_DATA";
    public const string RedisVariable = "GRID_REDIS";
    public const string StorageVariable = "GRID_STORAGE";

    private readonly Option<string?> data = new("--data")
    {
        Description = $"Data folder of a local cluster that `./grid up` or `./grid demo` started. [default: ${DataVariable}, else {DataFolder.Default}]",
        HelpName = "DIR",
        Recursive = true,
    };

    private readonly Option<string?> redis = new("--redis")
    {
        Description = $"Host and port of the cluster's Redis, instead of --data. [default: ${RedisVariable}]",
        HelpName = "HOST:PORT",
        Recursive = true,
    };

    private readonly Option<string?> storage = new("--storage")
    {
        Description = $"Connection string of the cluster's blob storage, with --redis. [default: ${StorageVariable}]",
        HelpName = "CONNECTION",
        Recursive = true,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(data);
        command.Options.Add(redis);
        command.Options.Add(storage);
    }

    /// <summary>What the command line says, then what the environment says, then the default data folder.</summary>
    /// <exception cref="CommandFailure">No cluster runs on the data folder.</exception>
    public ClusterAddress Read(ParseResult parsed, CommandHost host)
    {
        var storageText = parsed.GetValue(storage) ?? host.Variable(StorageVariable);
        if (parsed.GetValue(redis) is { } redisOption)
        {
            return new ClusterAddress(redisOption, storageText, null, "--redis");
        }

        if (parsed.GetValue(data) is { } folder)
        {
            return LocalClusterAddress.Of(folder, "--data");
        }

        if (host.Variable(RedisVariable) is { Length: > 0 } redisVariable)
        {
            return new ClusterAddress(redisVariable, storageText, null, "$" + RedisVariable);
        }

        return host.Variable(DataVariable) is { Length: > 0 } variable
            ? LocalClusterAddress.Of(variable, "$" + DataVariable)
            : LocalClusterAddress.Of(DataFolder.Default, "the default data folder");
    }
}
