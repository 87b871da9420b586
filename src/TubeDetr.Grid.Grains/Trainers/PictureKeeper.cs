using TubeDetr.Grid.Storage;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>
/// Sees to it that the clips of an evaluation have pictures in the store: one after another, beside training, once per attempt. They are worth less than training: what cannot be made now, a later
/// attempt or another experiment of the data set makes.
/// </summary>
internal sealed class PictureKeeper(AttemptServices services, AttemptLog log, CancellationToken abort) : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(abort);
    private Task _making = Task.CompletedTask;
    private bool _begun;

    /// <summary>Begins after the first evaluation. Called on the computing thread.</summary>
    public void Observe(EpochProgress progress)
    {
        if (progress.Evaluation is { } evaluation && !_begun)
        {
            _begun = true;
            _making = Task.Run(() => Make(evaluation.Pictures), CancellationToken.None);
        }
    }

    /// <summary>Waits for all pictures, until somebody wants the slot back.</summary>
    public async Task Finish(CancellationToken stop)
    {
        await using var impatience = stop.Register(_end.Cancel);
        await _making;
    }

    /// <summary>Gives up what is not made.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _making;
        _end.Dispose();
    }

    private async Task Make(IReadOnlyList<ClipPictures> pictures)
    {
        var made = 0;
        foreach (var clip in pictures)
        {
            try
            {
                made += await MakeUnlessThere(clip) ? 1 : 0;
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (TrainingFailedException e)
            {
                log.Warn($"A clip has no pictures: {e.Message}");
            }
            catch (Exception e) when (BlobStorage.MayPass(e))
            {
                log.Warn($"Pictures of evaluated clips are missing: {BlobStorage.Reason(e)}");
                return;
            }
        }

        if (made > 0)
        {
            log.Info($"Pictures of {made} evaluated clips stored");
        }
    }

    private async Task<bool> MakeUnlessThere(ClipPictures clip)
    {
        if (await services.FilmStrips.Has(clip.Key, _end.Token))
        {
            return false;
        }

        var (layout, jpeg) = clip.Make(_end.Token);
        await services.FilmStrips.Add(clip.Key, layout, jpeg, _end.Token);
        return true;
    }
}
