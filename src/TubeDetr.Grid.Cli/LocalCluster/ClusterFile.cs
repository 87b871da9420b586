using System.Text.Json;

namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>
/// <c>cluster.json</c> in the data folder: who runs the cluster and where it listens. Ports are kept between starts, so that a silo that was
/// killed is recognised as the earlier life of the one that takes its port.
/// </summary>
public sealed record ClusterFile
{
    private const string Name = "cluster.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The process that runs the cluster, null when the cluster was stopped in order.</summary>
    public ProcessStamp? Launcher { get; init; }

    /// <summary>Silos and page answer.</summary>
    public bool Ready { get; init; }

    public required string Redis { get; init; }

    public required string Storage { get; init; }

    public Uri? Web { get; init; }

    /// <summary>Children alive when this was written, by the name of their part.</summary>
    public IReadOnlyDictionary<string, ProcessStamp> Children { get; init; } = new Dictionary<string, ProcessStamp>(StringComparer.Ordinal);

    /// <summary>Ports by purpose, kept for the next start.</summary>
    public IReadOnlyDictionary<string, int> Ports { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>The file of a data folder, or null when there is none (or a torn one: it is only a memory).</summary>
    public static ClusterFile? Read(string dataRoot)
    {
        var path = Path.Combine(dataRoot, Name);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<ClusterFile>(File.ReadAllText(path), Format) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Write(string dataRoot)
    {
        var path = Path.Combine(dataRoot, Name);
        var part = path + ".part";
        File.WriteAllText(part, JsonSerializer.Serialize(this, Format));
        File.Move(part, path, overwrite: true);
    }

    public ClusterEndpoint? ToEndpoint() => Ready && Launcher is { IsAlive: true } ? new ClusterEndpoint(Redis, Storage, Web, Launcher.Id) : null;
}
