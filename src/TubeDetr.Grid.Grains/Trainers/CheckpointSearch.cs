using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Storage;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>A checkpoint that is whole, opened; neither when there is none. With those that were tried before it.</summary>
internal sealed record RestoredCheckpoint(CheckpointRecord? Record, Stream? Content, ImmutableArray<UnusableCheckpoint> Unusable) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>Finds the newest checkpoint that the store still has as it was written.</summary>
internal static class CheckpointSearch
{
    public static async Task<RestoredCheckpoint> Newest(
        IEnumerable<CheckpointRecord> newestFirst, AttemptServices services, Patience patience, AttemptLog log, CancellationToken cancellationToken)
    {
        var unusable = ImmutableArray.CreateBuilder<UnusableCheckpoint>();
        foreach (var checkpoint in newestFirst)
        {
            try
            {
                var content = await patience.Try(
                    $"read checkpoint {checkpoint.Blob}", ct => services.Checkpoints.OpenVerified(checkpoint, ct), MayPassOnce(), cancellationToken);
                return new RestoredCheckpoint(checkpoint, content, unusable.ToImmutable());
            }
            catch (Exception e) when (e is FileNotFoundException or InvalidDataException)
            {
                log.Warn($"{e.Message} An earlier one is tried.");
                unusable.Add(new UnusableCheckpoint(checkpoint.Blob, e.Message));
            }
        }

        return new RestoredCheckpoint(null, null, unusable.ToImmutable());
    }

    /// <summary>A blob that is not there is an IOException, too, but not one that passes. One that arrives damaged is read once more: it may have been the way.</summary>
    private static Func<Exception, bool> MayPassOnce()
    {
        var damaged = 0;
        return e => e switch
        {
            FileNotFoundException => false,
            InvalidDataException => ++damaged == 1,
            _ => BlobStorage.MayPass(e),
        };
    }
}
