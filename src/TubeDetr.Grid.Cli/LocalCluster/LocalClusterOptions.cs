namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>What <c>grid up</c> and <c>grid demo</c> ask of the cluster on this machine.</summary>
public sealed record LocalClusterOptions
{
    /// <summary>Port of the page unless told otherwise.</summary>
    public const int DefaultPort = 5080;

    /// <summary>Silos on a machine without a GPU unless told otherwise.</summary>
    public const int DefaultSilos = 2;

    public static readonly TimeSpan DefaultLongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Everything the cluster keeps: grain state, blobs, logs, frames. Created when missing.</summary>
    public string DataRoot { get; init; } = ".data";

    /// <summary>Port of the page, on loopback. Only used when <see cref="Web"/> is set.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Silo processes; null: one for each GPU, or <see cref="DefaultSilos"/> where there is none.</summary>
    public int? Silos { get; init; }

    /// <summary>Words that sweeps may require of a slot, with commas between them; every silo here has them.</summary>
    public string? Labels { get; init; }

    /// <summary>What computes in the silos, as their option <c>--runner</c> takes it; null: real training.</summary>
    public string? Runner { get; init; }

    /// <summary>Slots of each silo; more than one only where training is simulated.</summary>
    public int SlotsPerSilo { get; init; } = 1;

    /// <summary>False leaves the page out.</summary>
    public bool Web { get; init; } = true;

    /// <summary>HOST:PORT of a Redis-protocol store to use; null: an own Garnet under <see cref="DataRoot"/>.</summary>
    public string? Redis { get; init; }

    /// <summary>Connection string of a blob storage to use; null: an own Azurite under <see cref="DataRoot"/>.</summary>
    public string? Storage { get; init; }

    /// <summary>Address on which the own blob storage listens.</summary>
    public string StoreHost { get; init; } = "127.0.0.1";

    /// <summary>Where each silo lives, by its number from 1; null: all on loopback.</summary>
    public Func<int, SiloPlace>? SiloPlaces { get; init; }

    /// <summary>The longest pause between a part's crash and its next start.</summary>
    public TimeSpan LongestPause { get; init; } = DefaultLongestPause;

    /// <summary>Where the programs lie.</summary>
    public Installation Installation { get; init; } = Installation.OfThisProgram();
}
