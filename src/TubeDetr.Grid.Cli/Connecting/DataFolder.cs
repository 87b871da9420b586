namespace TubeDetr.Grid.Cli.Connecting;

/// <summary>The folder in which a local cluster keeps everything: its state, its blobs, its logs and the data sets.</summary>
public static class DataFolder
{
    public const string Default = ".data";

    /// <summary>Where the silos look for data sets; paths in a sweep's <c>dataset_config</c> are relative to it.</summary>
    public static string Datasets(string folder) => Path.Combine(folder, "datasets");
}
