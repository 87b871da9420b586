using Microsoft.Extensions.Caching.Memory;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage.Predictions;

namespace TubeDetr.Grid.Web.Reading;

/// <summary>Reads from the store and remembers: what is stored under a checkpoint's name never changes. Shared by all circuits.</summary>
public sealed class StoredPredictions(PredictionStore predictions, FilmStripStore strips) : IPredictionReader, IDisposable
{
    /// <summary>Clips with boxes that are remembered at most, about 5 KB each.</summary>
    private const long Remembered = 10_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = Remembered });

    public Task<EvaluatedClips?> Read(CheckpointRecord checkpoint, CancellationToken cancellationToken) =>
        Remember(checkpoint.Blob, () => predictions.Read(checkpoint.Blob, cancellationToken), clips => 1 + clips.Clips.Count(clip => clip.Tube is not null) + (clips.Clips.Length / 20));

    public Task<StripLayout?> ReadLayout(string strip, CancellationToken cancellationToken) =>
        Remember(strip, () => strips.ReadLayout(strip, cancellationToken), _ => 1);

    public void Dispose() => cache.Dispose();

    private async Task<T?> Remember<T>(string name, Func<Task<T?>> read, Func<T, long> size)
        where T : class
    {
        if (cache.Get<T>(name) is { } known)
        {
            return known;
        }

        var value = await read();
        return value is null ? null : cache.Set(name, value, new MemoryCacheEntryOptions { Size = size(value), SlidingExpiration = Lifetime });
    }
}
