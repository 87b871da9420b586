namespace TubeDetr.Grid.Cli.LocalCluster;

/// <summary>What a child writes: appended to a file that turns over at a size, the last lines kept at hand.</summary>
public sealed class ChildLog : IDisposable
{
    public const int TailLines = 15;

    private readonly Lock _gate = new();
    private readonly Queue<string> _tail = new();
    private readonly long _limit;
    private StreamWriter? _writer;

    /// <param name="limit">Bytes after which the file becomes <c>NAME.1.log</c> and a new one begins.</param>
    public ChildLog(string path, long limit = 16L << 20)
    {
        Path = path;
        _limit = limit;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        _writer = Open();
    }

    public string Path { get; }

    public static string PathOf(string folder, string child) => System.IO.Path.Combine(folder, child + ".log");

    /// <summary>The last lines of the child's current life, oldest first.</summary>
    public IReadOnlyList<string> Tail
    {
        get
        {
            lock (_gate)
            {
                return [.. _tail];
            }
        }
    }

    /// <summary>Marks the begin of a new life of the child.</summary>
    public void Begin(string headline)
    {
        Write(headline);
        lock (_gate)
        {
            _tail.Clear();
        }
    }

    public void Write(string line)
    {
        lock (_gate)
        {
            if (_writer is null)
            {
                return; // a line that was still under way when the child was let go
            }

            _tail.Enqueue(line);
            if (_tail.Count > TailLines)
            {
                _tail.Dequeue();
            }

            _writer.WriteLine(line);
            if (_writer.BaseStream.Position > _limit)
            {
                TurnOver();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _writer?.Dispose();
            _writer = null;
        }
    }

    private void TurnOver()
    {
        _writer!.Dispose();
        File.Move(Path, System.IO.Path.ChangeExtension(Path, ".1.log"), overwrite: true);
        _writer = Open();
    }

    private StreamWriter Open() => new(new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
}
