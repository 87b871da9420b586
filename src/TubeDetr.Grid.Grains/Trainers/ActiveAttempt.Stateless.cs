using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Grains.Trainers;

/// <content>The attempt of a runner that has nothing to remember: no head is taken and no checkpoint stored, and each attempt begins from the start.</content>
internal sealed partial class ActiveAttempt
{
    private async Task<AttemptOutcome> Stateless(AttemptLog log)
    {
        var patience = new Patience(_services.Time, _services.Options.OutageLimit, _services.Outages, log.Warn);
        if (!await patience.Try(
            "begin the attempt's metrics", _ => _services.Metrics(Assignment.Experiment).BeginAttempt(Assignment.Attempt, 0), static _ => true, _abort.Token))
        {
            throw new SupersededException();
        }

        using var thread = new EpochThread($"{Assignment.Experiment}#{Assignment.Attempt}");
        var delivery = new MetricDelivery(Assignment, 0, _services, patience, _abort.Cancel, _abort.Token);
        try
        {
            return await thread.Call(() => Compute(log, delivery));
        }
        finally
        {
            await delivery.Complete();
        }
    }

    /// <summary>On the computing thread.</summary>
    private AttemptOutcome Compute(AttemptLog log, MetricDelivery delivery)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _abort.Token);
        using var run = _services.Runner.Open(Assignment with { Checkpoint = null }, null, log.Info);
        try
        {
            while (run.Epoch < Assignment.Epochs && !(run.Epoch >= Assignment.Until) && !_lastEpoch)
            {
                run.RunEpoch(delivery.Post, either.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested && !_abort.IsCancellationRequested)
        {
            // Asked to stop.
        }

        return run.Epoch >= Assignment.Epochs ? new AttemptOutcome(AttemptEnd.Completed, $"all {Assignment.Epochs} epochs are done")
            : run.Epoch >= Assignment.Until ? new AttemptOutcome(AttemptEnd.GrantUsed, $"waits for its sweep's word after epoch {run.Epoch}")
            : new AttemptOutcome(AttemptEnd.Stopped, _stopCause);
    }
}
