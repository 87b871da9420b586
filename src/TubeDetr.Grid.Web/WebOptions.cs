using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Cluster;

namespace TubeDetr.Grid.Web;

/// <summary>What the page's process is started with; every name is also the name of its command-line option.</summary>
public sealed record WebOptions
{
    /// <summary>Shortest token that is taken.</summary>
    public const int ShortestToken = 16;

    /// <summary>What people and scripts must know to be let in; null lets in everybody on this machine. Its environment variable is <c>TUBEDETR_TOKEN</c>.</summary>
    public string? Token { get; init; }

    /// <summary>Addresses to listen on; others than loopback need a token.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:5080";

    /// <summary>The Redis-compatible store that holds the cluster's membership, <c>host:port</c>.</summary>
    public required string ClusterRedis { get; init; }

    /// <summary>Connection string of the blob storage that holds logs and checkpoints.</summary>
    public required string Storage { get; init; }

    public string ServiceId { get; init; } = ClusterIdentity.ServiceId;

    public string ClusterId { get; init; } = ClusterIdentity.ClusterId;

    /// <summary>Reads the command line; null, and every error at once, when something is missing or unknown.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="errors">What is wrong.</param>
    /// <param name="token">The token of the environment; the command line's goes before it.</param>
    public static WebOptions? Read(string[] args, out ImmutableArray<string> errors, string? token = null)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        var found = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], i + 1 < args.Length ? args[++i] : null);
            if (!Known.Contains(name))
            {
                found.Add($"Unknown option {name}. Known are {string.Join(", ", Known)}.");
            }
            else if (string.IsNullOrWhiteSpace(value))
            {
                found.Add($"{name} needs a value.");
            }
            else
            {
                given[name] = value;
            }
        }

        var options = Assemble(given, token, found);
        errors = found.ToImmutable();
        return errors.IsEmpty ? options : null;
    }

    private static readonly string[] Known = ["--urls", "--token", "--cluster-redis", "--storage", "--service-id", "--cluster-id"];

    private static WebOptions Assemble(Dictionary<string, string> given, string? token, ImmutableArray<string>.Builder found)
    {
        string Required(string name, string what)
        {
            if (given.TryGetValue(name, out var value))
            {
                return value;
            }

            found.Add($"{name} is missing: {what}.");
            return "";
        }

        var defaults = new WebOptions { ClusterRedis = "", Storage = "" };
        var options = new WebOptions
        {
            ClusterRedis = Required("--cluster-redis", "the host:port of the store in which the silos announce themselves"),
            Storage = Required("--storage", "the connection string of the blob storage with logs and checkpoints"),
            Urls = given.GetValueOrDefault("--urls", defaults.Urls),
            Token = given.GetValueOrDefault("--token", token ?? "") is { Length: > 0 } secret ? secret : null,
            ServiceId = given.GetValueOrDefault("--service-id", defaults.ServiceId),
            ClusterId = given.GetValueOrDefault("--cluster-id", defaults.ClusterId),
        };
        if (options.Token is { Length: < ShortestToken })
        {
            found.Add($"--token: use at least {ShortestToken} characters, such as those of `openssl rand -hex 16`.");
        }

        CheckAddresses(options, found);
        return options;
    }

    private static void CheckAddresses(WebOptions options, ImmutableArray<string>.Builder found)
    {
        foreach (var url in options.Urls.Split(';'))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https"))
            {
                found.Add($"--urls: {url} is not an address such as http://127.0.0.1:5080.");
            }
            else if (!parsed.IsLoopback && options.Token is null)
            {
                found.Add($"--urls: {url} can be reached from other machines; say what lets people in with --token, or with TUBEDETR_TOKEN in the environment, where others cannot list it.");
            }
        }
    }
}
