namespace TubeDetr.Data;

/// <summary>A batch and what had to be left out of it; no batch where nothing is left.</summary>
internal sealed record LoadedBatch(ClipBatch? Batch, IReadOnlyList<SkippedClip> Skipped) : IDisposable
{
    public void Dispose() => Batch?.Dispose();
}
