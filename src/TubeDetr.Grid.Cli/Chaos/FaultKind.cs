namespace TubeDetr.Grid.Cli.Chaos;

/// <summary>What can be done to a part of the cluster.</summary>
internal enum FaultKind
{
    /// <summary>SIGKILL to a silo.</summary>
    SiloKilled,

    /// <summary>SIGSTOP to a silo, SIGCONT when another has taken over: a zombie.</summary>
    SiloHung,

    /// <summary>SIGTERM to a silo: it hands over.</summary>
    SiloTerminated,

    /// <summary>SIGKILL to the blob storage.</summary>
    StorageKilled,

    /// <summary>SIGSTOP to the blob storage for seconds.</summary>
    StorageHung,

    /// <summary>All connections to the store of grain state are cut, and new ones refused, for seconds.</summary>
    StateCut,

    /// <summary>SIGKILL to the page.</summary>
    PageKilled,

    /// <summary>A silo's network is cut off, from the other silos and from the stores, for seconds.</summary>
    SiloCut,

    /// <summary>Two silos do not hear each other for seconds; both hear everybody else.</summary>
    LinkCut,

    /// <summary>SIGKILL to all silos, the blob storage and the page in one moment.</summary>
    AllKilled,
}

/// <summary>A fault that was injected.</summary>
/// <param name="Target">Name of the part.</param>
internal sealed record Fault(int Number, FaultKind Kind, string Target, DateTimeOffset Time)
{
    /// <summary>Whether it ends the attempt of a silo.</summary>
    public bool Hits(string silo) => Kind == FaultKind.AllKilled || (IsOfSilo(Kind) && string.Equals(Target, silo, StringComparison.Ordinal));

    /// <summary>Whether the time to the next training step is a target: where other silos are left to go on.</summary>
    public bool IsMeasured => IsOfSilo(Kind);

    /// <summary>Whether its target is a silo's process.</summary>
    public static bool IsOfSilo(FaultKind kind) => kind is FaultKind.SiloKilled or FaultKind.SiloHung or FaultKind.SiloTerminated or FaultKind.SiloCut;
}
