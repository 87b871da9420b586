using System.Security.Cryptography;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace TubeDetr.Grid.Storage.Checkpoints;

/// <summary>
/// Writes a blob as blocks of 8 MiB and computes its SHA-256 on the way, so that a checkpoint of any size needs one block of memory. Nothing is visible until
/// <see cref="Commit"/>; what is never committed, the store forgets.
/// </summary>
internal sealed class BlockUpload(BlockBlobClient blob, CancellationToken cancellationToken) : Stream
{
    private const int BlockSize = 8 * 1024 * 1024;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<string> _blocks = [];
    private readonly byte[] _buffer = new byte[BlockSize];
    private int _filled;
    private long _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _hash.AppendData(buffer);
        _length += buffer.Length;
        while (!buffer.IsEmpty)
        {
            var count = Math.Min(buffer.Length, BlockSize - _filled);
            buffer[..count].CopyTo(_buffer.AsSpan(_filled));
            buffer = buffer[count..];
            _filled += count;
            if (_filled == BlockSize)
            {
                Stage();
            }
        }
    }

    /// <summary>Makes the blob visible; returns its SHA-256 in lower-case hexadecimal.</summary>
    public async Task<string> Commit()
    {
        if (_filled > 0)
        {
            Stage();
        }

        var sha = Convert.ToHexStringLower(_hash.GetHashAndReset());
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["sha256"] = sha };
        await blob.CommitBlockListAsync(_blocks, new CommitBlockListOptions { Metadata = metadata }, cancellationToken);
        return sha;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }

    private void Stage()
    {
        var id = Convert.ToBase64String(BitConverter.GetBytes(_blocks.Count));
        using var content = new MemoryStream(_buffer, 0, _filled, writable: false);
        blob.StageBlock(id, content, cancellationToken: cancellationToken);
        _blocks.Add(id);
        _filled = 0;
    }
}
