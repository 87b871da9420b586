namespace TubeDetr.Data.Video;

/// <summary>Turns a request into frames. Safe to use from several threads at once.</summary>
public interface IFrameSource
{
    /// <exception cref="DatasetException">The file is missing or broken, or gives another number of frames than asked for.</exception>
    RgbFrames Read(FrameRequest request, CancellationToken cancellationToken);

    /// <summary>Says what will soon be read, for a source that does better with many at once. Never fails for a bad video: reading it will say what is wrong.</summary>
    void Prefetch(IReadOnlyList<FrameRequest> requests, CancellationToken cancellationToken)
    {
    }
}
