namespace TubeDetr.Grid.Storage;

/// <summary>Where the blobs live.</summary>
public sealed record StorageOptions
{
    /// <summary>Connection string of an Azure storage account or of Azurite. Holds the account's key: never print it.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>How often one request is tried before its error is passed on; the pause between tries doubles, up to four seconds.</summary>
    public int Retries { get; init; } = 4;
}
