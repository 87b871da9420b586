using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>
/// Tells the scheduler every second that this silo's slot is alive and what it executes. On shutdown, while grains still answer, it has the attempt write a last
/// checkpoint and hands it over.
/// </summary>
public sealed partial class SlotAgent(
    Trainer trainer, SlotDescription slot, ILocalSiloDetails silo, IOptions<SiloOptions> options, IGrainFactory grains, TimeProvider time, ILogger<SlotAgent> log)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _end = new();
    private Task _beating = Task.CompletedTask;

    private ISchedulerGrain Scheduler => grains.GetGrain<ISchedulerGrain>(ISchedulerGrain.DefaultPool);

    private string Key => SlotKey.Of(silo.SiloAddress, slot.Name);

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(SlotAgent), ServiceLifecycleStage.Active + 1, Begin, Leave);

    public void Dispose() => _end.Dispose();

    /// <summary>The slot takes nothing any more, and what it executes is handed over after a last checkpoint; returns before that, which can take minutes.</summary>
    public async Task Drain(string cause)
    {
        trainer.Close();
        await Tell(scheduler => scheduler.Heartbeat(Snapshot()));
        _ = trainer.Leave(cause);
    }

    private Task Begin(CancellationToken cancellationToken)
    {
        _beating = Task.Run(KeepBeating, CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task Leave(CancellationToken cancellationToken)
    {
        if (trainer.Status is { } status)
        {
            LogHandOver(status.Experiment, status.Attempt);
        }

        // The scheduler hears first that the slot is closed, or it would offer it to the very attempt that is handed over.
        trainer.Close();
        await Tell(scheduler => scheduler.Heartbeat(Snapshot()));
        await trainer.Leave($"silo {options.Value.SiloName} leaves").WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _end.CancelAsync();
        await _beating;
        await Tell(scheduler => scheduler.RemoveSlot(Key));
    }

    private async Task Tell(Func<ISchedulerGrain, Task> tell)
    {
        try
        {
            await tell(Scheduler).WaitAsync(Patience, time);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogLeaveUnheard(e, Key);
        }
    }

    private async Task KeepBeating()
    {
        using var timer = new PeriodicTimer(Beat, time);
        do
        {
            try
            {
                await Scheduler.Heartbeat(Snapshot()).WaitAsync(Patience, time, _end.Token);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                if (_end.IsCancellationRequested)
                {
                    return;
                }

                LogNoAnswer(Key, e.Message);
            }
        }
        while (await Next(timer));
    }

    private async Task<bool> Next(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_end.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private SlotSnapshot Snapshot()
    {
        var status = trainer.Status;
        return new SlotSnapshot
        {
            Key = Key,
            Silo = options.Value.SiloName,
            Device = slot.Device,
            MemoryBytes = slot.MemoryBytes,
            Experiment = status?.Experiment,
            Attempt = status?.Attempt ?? 0,
            LastSeen = time.GetUtcNow(),
            Leaving = trainer.Leaving,
            Outage = trainer.Outage,
        };
    }

    [LoggerMessage(LogLevel.Information, "{Experiment}#{Attempt} writes a last checkpoint and is handed over")]
    private partial void LogHandOver(ExperimentId experiment, int attempt);

    [LoggerMessage(LogLevel.Warning, "The scheduler could not be told that slot {Slot} leaves; it will notice")]
    private partial void LogLeaveUnheard(Exception exception, string slot);

    [LoggerMessage(LogLevel.Warning, "No answer to the heartbeat of slot {Slot}: {Reason}")]
    private partial void LogNoAnswer(string slot, string reason);
}
