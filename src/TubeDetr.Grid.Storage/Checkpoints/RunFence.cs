using System.Collections.Immutable;
using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Storage.Checkpoints;

/// <summary>
/// An attempt's hold on its experiment: a lease on the head blob, with the attempt stamped in its metadata. A commit needs the lease and the ETag, so whatever a
/// hung silo does after it wakes up, the store refuses it. A later attempt breaks the lease of an earlier one instead of waiting for its end: the numbers are
/// given out by the experiment, one at a time, so the later one is right.
/// </summary>
public sealed class RunFence : IAsyncDisposable
{
    private const string AttemptKey = "attempt";
    private const string CommitKey = "commit";

    private readonly BlobClient _head;
    private readonly BlobLeaseClient _lease;
    private readonly FenceOptions _options;
    private readonly TimeProvider _time;
    private readonly int _attempt;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ETag _etag;
    private long _renewed;
    private Task _renewing = Task.CompletedTask;

    private RunFence(BlobClient head, int attempt, FenceOptions options, TimeProvider time)
    {
        _head = head;
        _lease = head.GetBlobLeaseClient();
        _attempt = attempt;
        _options = options;
        _time = time;
        Manifest = null!;
    }

    /// <summary>Cancelled when the attempt has lost its experiment for good.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>What is committed.</summary>
    public HeadManifest Manifest { get; private set; }

    /// <summary>Whether the lease surely holds; when not, the next commit renews it first. Counted from before the last renewal was asked for.</summary>
    public bool Holds => !_lost.IsCancellationRequested && _time.GetElapsedTime(_renewed) < _options.Lease - _options.Margin;

    internal static async Task<RunFence> Acquire(
        BlobClient head, ExperimentId experiment, int attempt, FenceOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        await CreateIfAbsent(head, experiment, cancellationToken);
        var fence = new RunFence(head, attempt, options, time);
        await fence.Take(cancellationToken);
        try
        {
            await fence.Stamp(cancellationToken);
        }
        catch
        {
            await fence.DisposeAsync();
            throw;
        }

        fence._renewing = fence.KeepRenewing();
        return fence;
    }

    /// <summary>Puts a checkpoint into the head.</summary>
    /// <exception cref="FenceLostException">A later attempt has the experiment; the head is as that one left it.</exception>
    public Task Commit(CheckpointRecord checkpoint, CancellationToken cancellationToken) =>
        Change(manifest => manifest.With(checkpoint) with { Attempt = _attempt }, checkpoint.Blob, cancellationToken);

    /// <summary>Takes checkpoints out of the head, so that their blobs may be deleted.</summary>
    /// <exception cref="FenceLostException">A later attempt has the experiment; the head is as that one left it.</exception>
    public async Task Drop(IReadOnlyCollection<string> blobs, CancellationToken cancellationToken)
    {
        if (blobs.Any(Manifest.Names))
        {
            await Change(manifest => manifest.Without(blobs), $"without {blobs.First()}", cancellationToken);
        }
    }

    /// <summary>Ends the renewals and gives the lease back, so that nobody has to break it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _renewing;
        try
        {
            using var brief = new CancellationTokenSource(TimeSpan.FromSeconds(5), _time);
            await _lease.ReleaseAsync(cancellationToken: brief.Token);
        }
        catch (Exception e) when (e is RequestFailedException or OperationCanceledException or AggregateException)
        {
            // Lost or out of reach: it ends by itself.
        }

        _end.Dispose();
        _lost.Dispose();
        _gate.Dispose();
    }

    /// <param name="name">Of the change, by which it is known again when its answer was lost.</param>
    private async Task Change(Func<HeadManifest, HeadManifest> change, string name, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!Holds)
            {
                await Renew(cancellationToken);
            }

            var next = change(Manifest);
            _etag = await Upload(next, name, cancellationToken);
            Manifest = next;
        }
        finally
        {
            _gate.Release();
        }
    }

    private static async Task CreateIfAbsent(BlobClient head, ExperimentId experiment, CancellationToken cancellationToken)
    {
        try
        {
            var options = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await head.UploadAsync(HeadManifest.Empty(experiment).Write(), options, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // It is there, perhaps leased.
        }
    }

    /// <summary>The attempt that is stamped on a head; 0 before the first.</summary>
    internal static int AttemptOf(IDictionary<string, string> metadata) =>
        metadata.TryGetValue(AttemptKey, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) ? attempt : 0;

    private async Task Take(CancellationToken cancellationToken)
    {
        while (true)
        {
            var properties = (await _head.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            RefuseUnlessLater(AttemptOf(properties.Metadata));
            try
            {
                _renewed = _time.GetTimestamp();
                await _lease.AcquireAsync(_options.Lease, cancellationToken: cancellationToken);
                return;
            }
            catch (RequestFailedException e) when (e.Status == 409)
            {
                await Break(properties.ETag, cancellationToken);
            }
        }
    }

    /// <summary>The ETag makes sure that what is broken is still the lease of the lower attempt.</summary>
    private async Task Break(ETag seen, CancellationToken cancellationToken)
    {
        try
        {
            await _lease.BreakAsync(TimeSpan.Zero, new RequestConditions { IfMatch = seen }, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // Already broken, or stamped by another attempt meanwhile: look again.
            await Task.Delay(TimeSpan.FromMilliseconds(100), _time, cancellationToken);
        }
    }

    private async Task Stamp(CancellationToken cancellationToken)
    {
        var content = (await _head.DownloadContentAsync(new BlobDownloadOptions { Conditions = WithLease() }, cancellationToken)).Value;
        RefuseUnlessLater(AttemptOf(content.Details.Metadata));
        Manifest = HeadManifest.Read(content.Content);
        _etag = content.Details.ETag;
        try
        {
            _etag = (await _head.SetMetadataAsync(Metadata(""), WithLease(_etag), cancellationToken)).Value.ETag;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            throw new FenceLostException($"Another attempt took the experiment from attempt {_attempt} at its start.", e);
        }
    }

    private void RefuseUnlessLater(int stored)
    {
        if (stored >= _attempt)
        {
            throw new FenceLostException($"Attempt {stored} has the experiment; attempt {_attempt} comes too late.");
        }
    }

    private async Task<ETag> Upload(HeadManifest manifest, string commit, CancellationToken cancellationToken)
    {
        try
        {
            return await UploadOnce(manifest, commit, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            var properties = await Retake(e, cancellationToken);
            return IsMine(properties, commit) ? properties.ETag : await UploadOnce(manifest, commit, cancellationToken);
        }
    }

    private async Task<ETag> UploadOnce(HeadManifest manifest, string commit, CancellationToken cancellationToken)
    {
        var options = new BlobUploadOptions { Conditions = WithLease(_etag), Metadata = Metadata(commit) };
        return (await _head.UploadAsync(manifest.Write(), options, cancellationToken)).Value.ETag;
    }

    /// <summary>Our own commit, whose answer was lost and which was tried again, is refused as well.</summary>
    private bool IsMine(BlobProperties head, string commit) =>
        AttemptOf(head.Metadata) == _attempt && head.Metadata.TryGetValue(CommitKey, out var last) && string.Equals(last, EscapeName(commit), StringComparison.Ordinal);

    /// <summary>
    /// The store refuses our lease or ETag: because a later attempt has the head, and then this one is over, or because the store was restarted and
    /// has forgotten them, and then they are taken again.
    /// </summary>
    private async Task<BlobProperties> Retake(RequestFailedException refused, CancellationToken cancellationToken)
    {
        try
        {
            var properties = (await _head.GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            if (AttemptOf(properties.Metadata) <= _attempt)
            {
                var asked = _time.GetTimestamp();
                await _lease.AcquireAsync(_options.Lease, new RequestConditions { IfMatch = properties.ETag }, cancellationToken);

                // A store that has just come back may give the head another ETag meanwhile: only what is read under the lease is sure to stay.
                properties = (await _head.GetPropertiesAsync(WithLease(), cancellationToken)).Value;
                if (AttemptOf(properties.Metadata) <= _attempt)
                {
                    (_renewed, _etag) = (asked, properties.ETag);
                    return properties;
                }
            }
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            // Another one holds it, or it is gone.
        }

        await _lost.CancelAsync();
        throw new FenceLostException($"Attempt {_attempt} has lost the experiment's head to a later one ({refused.ErrorCode}).", refused);
    }

    private async Task KeepRenewing()
    {
        try
        {
            using var timer = new PeriodicTimer(_options.Renewal, _time);
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                await TryRenew();
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
        catch (FenceLostException)
        {
            // Told through the token.
        }
    }

    private async Task TryRenew()
    {
        await _gate.WaitAsync(_end.Token);
        try
        {
            await Renew(_end.Token);
        }
        catch (Exception e) when (BlobStorage.MayPass(e) && !_end.IsCancellationRequested)
        {
            if (_time.GetElapsedTime(_renewed) > _options.OutageLimit)
            {
                await _lost.CancelAsync();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task Renew(CancellationToken cancellationToken)
    {
        var asked = _time.GetTimestamp();
        try
        {
            await _lease.RenewAsync(cancellationToken: cancellationToken);
            _renewed = asked;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            await Retake(e, cancellationToken);
        }
    }

    private BlobRequestConditions WithLease(ETag? etag = null) => new() { LeaseId = _lease.LeaseId, IfMatch = etag };

    private Dictionary<string, string> Metadata(string commit) => new(StringComparer.Ordinal)
    {
        [AttemptKey] = _attempt.ToString(CultureInfo.InvariantCulture),
        [CommitKey] = EscapeName(commit),
    };

    private static string EscapeName(string blob) => Uri.EscapeDataString(blob);
}
