namespace TubeDetr.Data.Video;

/// <summary>Frames from the cache where it has them, else from the decoder, and then into the cache.</summary>
public sealed class CachedFrameSource(IFrameSource decoder, FrameCache cache) : IFrameSource
{
    /// <inheritdoc/>
    public RgbFrames Read(FrameRequest request, CancellationToken cancellationToken)
    {
        if (FrameCache.KeyOf(request) is not { } key)
        {
            return decoder.Read(request, cancellationToken); // no such file: the decoder says so in its own words
        }

        if (cache.TryRead(key, request.ByteCount) is { } bytes)
        {
            return new RgbFrames(bytes, request.Frames, request.Height, request.Width);
        }

        var frames = decoder.Read(request, cancellationToken);
        cache.Add(key, frames.Bytes);
        return frames;
    }

    /// <inheritdoc/>
    public void Prefetch(IReadOnlyList<FrameRequest> requests, CancellationToken cancellationToken)
    {
        var missing = requests.Distinct().Where(r => r.ByteCount <= FfmpegGroup.LargestRequest && FrameCache.KeyOf(r) is { } key && !cache.Contains(key)).ToArray();
        if (cache.Closed is not null || missing.Length < 2)
        {
            return;
        }

        FfmpegGroup.Decode(missing, (request, bytes) => cache.Add(FrameCache.KeyOf(request)!, bytes), cancellationToken);
    }
}
