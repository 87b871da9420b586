namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>
/// One cluster per data folder. The lock belongs to the open file, so that the system gives it back however its holder ends: nothing stale can remain.
/// </summary>
public sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <exception cref="LocalClusterException">Another cluster runs there, or the folder cannot be written.</exception>
    public static DataFolderLock Take(string dataRoot)
    {
        var path = Path.Combine(dataRoot, "up.lock");
        try
        {
            Directory.CreateDirectory(dataRoot);
            return new DataFolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new LocalClusterException($"The data folder {dataRoot} cannot be written: {fault.Message} Choose another with --data DIR.", fault);
        }
        catch (IOException fault) when (File.Exists(path))
        {
            throw new LocalClusterException(Occupied(dataRoot), fault);
        }
        catch (IOException fault)
        {
            throw new LocalClusterException($"The data folder {dataRoot} cannot be created: {fault.Message} Choose another with --data DIR.", fault);
        }
    }

    public void Dispose() => _file.Dispose();

    private static string Occupied(string dataRoot)
    {
        var running = ClusterEndpoint.Find(dataRoot);
        var who = running is null ? "" : FormattableString.Invariant($" (process {running.ProcessId}{(running.Web is null ? "" : $", page {running.Web}")})");
        return $"A cluster already runs on {dataRoot}{who}. Use that one, stop it first (Ctrl-C where it runs), or choose another folder with --data DIR.";
    }
}
