using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace TubeDetr.Grid.Storage;

/// <summary>
/// A log that only grows: append blobs <c>{prefix}/00000</c>, <c>{prefix}/00001</c>, … because one append blob takes 50,000 blocks. One writer: each append
/// names the length that it expects, so a second writer is found out instead of interleaved. Not thread-safe.
/// </summary>
internal sealed class AppendLog
{
    /// <summary>Bytes that one append may hold.</summary>
    public const int MaxBlock = 4 * 1024 * 1024;

    private readonly BlobContainerClient _container;
    private readonly string _prefix;
    private readonly int _blocksPerPart;
    private AppendBlobClient? _blob;
    private int _part = -1;
    private int _blocks;
    private long _length;

    private AppendLog(BlobContainerClient container, string prefix, int blocksPerPart)
    {
        _container = container;
        _prefix = prefix;
        _blocksPerPart = blocksPerPart;
    }

    /// <summary>Opens the log at its end.</summary>
    public static async Task<AppendLog> Open(BlobContainerClient container, string prefix, CancellationToken cancellationToken, int blocksPerPart = 50_000)
    {
        var log = new AppendLog(container, prefix, blocksPerPart);
        if (await Parts(container, prefix, cancellationToken) is [.., var last])
        {
            log._part = int.Parse(last.Name.AsSpan(prefix.Length + 1), CultureInfo.InvariantCulture);
            log._blob = container.GetAppendBlobClient(last.Name);
            var properties = (await log._blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            (log._blocks, log._length) = (properties.BlobCommittedBlockCount, properties.ContentLength);
        }

        return log;
    }

    /// <summary>Begins a log that nobody has begun, without looking for it first; null when somebody has.</summary>
    public static async Task<AppendLog?> Create(BlobContainerClient container, string prefix, CancellationToken cancellationToken)
    {
        var log = new AppendLog(container, prefix, 50_000);
        return await log.BeginPart(cancellationToken) ? log : null;
    }

    /// <summary>The log's blobs in order.</summary>
    public static async Task<List<BlobItem>> Parts(BlobContainerClient container, string prefix, CancellationToken cancellationToken)
    {
        var parts = new List<BlobItem>();
        await foreach (var item in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix + "/", cancellationToken))
        {
            parts.Add(item);
        }

        return parts;
    }

    /// <summary>Adds bytes as one block; durable when it returns, and added once even when the store's answer was lost.</summary>
    /// <exception cref="LogConflictException">Another writer has appended.</exception>
    public async Task Append(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_blob is null || _blocks >= _blocksPerPart)
        {
            await BeginPart(cancellationToken);
        }

        try
        {
            var conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = _length };
            using var content = new MemoryStream(bytes.ToArray(), writable: false);
            await _blob!.AppendBlockAsync(content, new AppendBlobAppendBlockOptions { Conditions = conditions }, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            if (!await IsThere(bytes, cancellationToken))
            {
                throw new LogConflictException($"Another writer has appended to {_blob!.Name}.", e);
            }
        }

        _blocks++;
        _length += bytes.Length;
    }

    /// <summary>False when it is there already: another writer's, or our own whose answer was lost; then it is empty, and the first append tells the two apart.</summary>
    private async Task<bool> BeginPart(CancellationToken cancellationToken)
    {
        var (blob, isNew) = (_container.GetAppendBlobClient($"{_prefix}/{_part + 1:00000}"), true);
        try
        {
            await blob.CreateAsync(new AppendBlobCreateOptions { Conditions = new AppendBlobRequestConditions { IfNoneMatch = ETag.All } }, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            isNew = false;
        }

        (_blob, _part, _blocks, _length) = (blob, _part + 1, 0, 0);
        return isNew;
    }

    private async Task<bool> IsThere(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            var range = new BlobDownloadOptions { Range = new HttpRange(_length) };
            var tail = (await _blob!.DownloadContentAsync(range, cancellationToken)).Value.Content;
            return tail.ToMemory().Span.SequenceEqual(bytes.Span);
        }
        catch (RequestFailedException e) when (e.Status == 416)
        {
            return false;
        }
    }
}
