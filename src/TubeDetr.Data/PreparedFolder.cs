using System.Text.Json;

namespace TubeDetr.Data;

/// <summary>Files that appear in a folder all at once, when they are complete, or not at all.</summary>
internal sealed class PreparedFolder : IDisposable
{
    private readonly string _folder;
    private readonly List<string> _unfinished = [];

    /// <exception cref="DatasetException">The folder cannot be made.</exception>
    public PreparedFolder(string folder)
    {
        _folder = folder;
        Attempt(() => Directory.CreateDirectory(folder));
    }

    /// <summary>Full path of a file of the folder.</summary>
    public string this[string name] => Path.Combine(_folder, name);

    /// <summary>Writes one file.</summary>
    /// <exception cref="DatasetException">The folder cannot be written to.</exception>
    public void Write(string name, Action<Utf8JsonWriter> write)
    {
        var unfinished = this[name] + ".tmp";
        _unfinished.Add(unfinished);
        Attempt(() =>
        {
            using var stream = File.Create(unfinished);
            using var writer = new Utf8JsonWriter(stream);
            write(writer);
        });
    }

    /// <summary>Gives every file its name.</summary>
    /// <exception cref="DatasetException">The folder cannot be written to.</exception>
    public void Commit()
    {
        Attempt(() => _unfinished.ForEach(file => File.Move(file, file[..^".tmp".Length], overwrite: true)));
        _unfinished.Clear();
    }

    public void Dispose() => _unfinished.ForEach(File.Delete);

    private void Attempt(Action act)
    {
        try
        {
            act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The processed annotations could not be written to {_folder} ({e.Message}); give the folder room and write permission.", e);
        }
    }
}
