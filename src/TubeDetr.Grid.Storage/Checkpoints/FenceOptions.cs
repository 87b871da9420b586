namespace TubeDetr.Grid.Storage.Checkpoints;

/// <summary>Times of a fence.</summary>
public sealed record FenceOptions
{
    /// <summary>Length of the lease: 15 to 60 s, as the store allows.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan Renewal { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long before its end a lease that was not renewed is not relied upon any more.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long the store may be away before the attempt gives up.</summary>
    public TimeSpan OutageLimit { get; init; } = TimeSpan.FromHours(12);
}

/// <summary>The attempt does not hold its experiment any more; nothing that it writes counts.</summary>
public sealed class FenceLostException(string message, Exception? inner = null) : Exception(message, inner);
