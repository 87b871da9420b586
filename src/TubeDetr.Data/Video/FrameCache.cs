using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;

namespace TubeDetr.Data.Video;

/// <summary>
/// A folder of decoded frames that all processes of a machine share. Entries appear whole (written aside, then renamed) and carry a checksum: one that does not
/// hold what it promises counts as absent and is written anew. Nothing is added once the folder holds <see cref="Limit"/> bytes; several processes may pass that by a few entries.
/// </summary>
public sealed class FrameCache
{
    private const string Extension = ".rgb";
    private const int HeaderSize = 24;
    private const int AddsBetweenCounts = 16;
    private static readonly TimeSpan TemporaryLifetime = TimeSpan.FromHours(1);

    private readonly string _folder;
    private readonly Lock _counting = new();
    private long _held;
    private int _adds;

    /// <param name="folder">Made when it is not there.</param>
    /// <param name="limit">Bytes that all entries together may take.</param>
    /// <param name="time">Tells which unfinished entries were left behind by a process that died.</param>
    /// <exception cref="DatasetException">The folder can neither be used nor made.</exception>
    public FrameCache(string folder, long limit, TimeProvider? time = null)
    {
        _folder = Path.GetFullPath(folder);
        Limit = limit;
        try
        {
            Directory.CreateDirectory(_folder);
            RemoveAbandoned((time ?? TimeProvider.System).GetUtcNow() - TemporaryLifetime);
            _held = Count();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The folder {_folder} for decoded frames cannot be used ({e.Message}); name another one, or do without.", e);
        }
    }

    /// <summary>Bytes that all entries together may take.</summary>
    public long Limit { get; }

    /// <summary>Why nothing more is added (full, disk full, …); null while entries are taken.</summary>
    public string? Closed { get; private set; }

    /// <summary>Name of an entry: the file as it is now (path, length, time of change) and what is asked of it. Null when there is no such file.</summary>
    public static string? KeyOf(FrameRequest request)
    {
        var file = new FileInfo(request.Path);
        if (!file.Exists)
        {
            return null;
        }

        var text = FormattableString.Invariant(
            $"{file.FullName}\n{file.Length} {file.LastWriteTimeUtc.Ticks}\n{request.Start:R} {request.Duration:R} {request.Fps:R} {request.Frames} {request.Width} {request.Height}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Whether there is an entry, whole or not.</summary>
    public bool Contains(string key) => File.Exists(PathOf(key));

    /// <summary>Bytes of an entry; null when there is none, or none that is whole.</summary>
    public byte[]? TryRead(string key, int length)
    {
        try
        {
            using var stream = new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            Span<byte> header = stackalloc byte[HeaderSize];
            if (stream.Length != HeaderSize + (long)length || stream.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize)
            {
                return null;
            }

            var bytes = GC.AllocateUninitializedArray<byte>(length);
            return stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length && header.SequenceEqual(Header(bytes)) ? bytes : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Keeps an entry if there is room. A disk that is full or fails closes the cache and nothing else.</summary>
    public void Add(string key, ReadOnlySpan<byte> bytes)
    {
        if (Closed is not null || !TakeRoom(HeaderSize + bytes.Length))
        {
            return;
        }

        var temporary = Path.Combine(_folder, $"{key}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                stream.Write(Header(bytes));
                stream.Write(bytes);
            }

            File.Move(temporary, PathOf(key), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Closed = $"decoded frames are no longer kept in {_folder}: {e.Message}";
            DeleteQuietly(temporary);
        }
    }

    private bool TakeRoom(long size)
    {
        lock (_counting)
        {
            if (_adds++ % AddsBetweenCounts == 0)
            {
                _held = Count(); // others write here too
            }

            if (_held + size > Limit)
            {
                Closed = $"the folder {_folder} holds its {Limit} bytes of decoded frames";
                return false;
            }

            _held += size;
            return true;
        }
    }

    private long Count() => new DirectoryInfo(_folder).EnumerateFiles("*" + Extension).Sum(LengthIfThere);

    private static long LengthIfThere(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0; // another process took it away meanwhile
        }
    }

    private void RemoveAbandoned(DateTimeOffset before)
    {
        foreach (var file in new DirectoryInfo(_folder).EnumerateFiles("*.tmp").Where(f => f.LastWriteTimeUtc < before.UtcDateTime))
        {
            DeleteQuietly(file.FullName);
        }
    }

    // A leftover does no harm: the next process to open the folder tries again.
    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private string PathOf(string key) => Path.Combine(_folder, key + Extension);

    private static byte[] Header(ReadOnlySpan<byte> bytes)
    {
        var header = new byte[HeaderSize];
        "TDFRAME1"u8.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), bytes.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(16), XxHash3.HashToUInt64(bytes));
        return header;
    }
}
