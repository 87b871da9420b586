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
}

/// <summary>A fault that was injected.</summary>
/// <param name="Target">Name of the part.</param>
internal sealed record Fault(int Number, FaultKind Kind, string Target, DateTimeOffset Time)
{
    public bool HitsSilo => Kind is FaultKind.SiloKilled or FaultKind.SiloHung or FaultKind.SiloTerminated;
}
