using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>A checkpoint that is whole, opened; neither when there is none.</summary>
internal sealed record RestoredCheckpoint(CheckpointRecord? Record, Stream? Content) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>Finds the newest checkpoint that the store still has as it was written.</summary>
internal static class CheckpointSearch
{
    public static async Task<RestoredCheckpoint> Newest(
        IEnumerable<CheckpointRecord> newestFirst, AttemptServices services, Patience patience, AttemptLog log, CancellationToken cancellationToken)
    {
        foreach (var checkpoint in newestFirst)
        {
            try
            {
                var content = await patience.Try(
                    $"read checkpoint {checkpoint.Blob}", ct => services.Checkpoints.OpenVerified(checkpoint, ct), MayPass, cancellationToken);
                return new RestoredCheckpoint(checkpoint, content);
            }
            catch (Exception e) when (e is FileNotFoundException or InvalidDataException)
            {
                log.Warn($"{e.Message} An earlier one is tried.");
            }
        }

        return new RestoredCheckpoint(null, null);
    }

    /// <summary>A blob that is not there is an IOException, too, but not one that passes.</summary>
    private static bool MayPass(Exception e) => e is not FileNotFoundException && BlobStorage.MayPass(e);
}
