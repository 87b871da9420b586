namespace TubeDetr.Grid.Cli.Connecting;

/// <summary>Where a cluster can be found.</summary>
/// <param name="Redis">Host and port of the store that holds the membership.</param>
/// <param name="Storage">Connection string of the blob storage; null when none was given.</param>
/// <param name="Page">Address of the web page, where known.</param>
/// <param name="Origin">Where this address comes from, for sentences: <c>--redis</c>, a data folder, …</param>
public sealed record ClusterAddress(string Redis, string? Storage, Uri? Page, string Origin);
