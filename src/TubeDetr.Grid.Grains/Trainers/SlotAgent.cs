using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Storage.Logs;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>
/// Tells the scheduler every second that this silo's slots are alive and what they execute. On shutdown, while grains still answer, it has the attempts write a last
/// checkpoint and hands them over.
/// </summary>
public sealed partial class SlotAgent(
    SiloSlots slots, AttemptServices services, IAttemptJournal journal, ILocalSiloDetails silo, IOptions<SiloOptions> options, ILogger<SlotAgent> log)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _end = new();
    private Task _beating = Task.CompletedTask;
    private Task _explaining = Task.CompletedTask;

    private ISchedulerGrain Scheduler => services.Grains.GetGrain<ISchedulerGrain>(ISchedulerGrain.DefaultPool);

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(SlotAgent), ServiceLifecycleStage.Active + 1, Begin, Leave);

    public void Dispose() => _end.Dispose();

    /// <summary>The slots take nothing any more, and what they execute is handed over after a last checkpoint; returns before that, which can take minutes.</summary>
    public async Task Drain(string cause)
    {
        await Close();
        _ = HandOver(cause);
    }

    private Task Begin(CancellationToken cancellationToken)
    {
        _beating = Task.Run(KeepBeating, CancellationToken.None);
        _explaining = Task.WhenAll(journal.Crashed.Select(crashed => Task.Run(() => Explain(crashed), CancellationToken.None)));
        return Task.CompletedTask;
    }

    private async Task Leave(CancellationToken cancellationToken)
    {
        foreach (var status in slots.All.Select(slot => slot.Trainer.Status).OfType<TrainerStatus>())
        {
            LogHandOver(status.Experiment, status.Attempt);
        }

        await Close();
        await HandOver($"silo {options.Value.SiloName} leaves").WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _end.CancelAsync();
        await _beating;
        await _explaining;
        await Tell(scheduler => scheduler.RemoveSlots([.. slots.All.Select(KeyOf)]));
    }

    /// <summary>The scheduler hears first that the slots are closed, or it would offer one to the very attempt that is handed over.</summary>
    private Task Close()
    {
        foreach (var slot in slots.All)
        {
            slot.Trainer.Close();
        }

        return Tell(scheduler => scheduler.Heartbeat(Snapshots()));
    }

    private Task HandOver(string cause) => Task.WhenAll(slots.All.Select(slot => slot.Trainer.Leave(cause)));

    /// <summary>Tells whose attempt ended with the last life of this silo, and puts its last lines into the log of that attempt.</summary>
    private async Task Explain(CrashedAttempt crashed)
    {
        var patience = new Patience(services.Time, services.Options.OutageLimit, services.Outages, text => LogExplaining(crashed.Experiment, text));
        try
        {
            await patience.Try("tell of the crash", async _ => await Told(crashed), static _ => true, _end.Token);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogExplaining(crashed.Experiment, e.Message);
        }
    }

    private async Task<bool> Told(CrashedAttempt crashed)
    {
        await services.Experiment(crashed.Experiment).Explain(crashed.Attempt, crashed.Lines);
        if (!crashed.Lines.IsEmpty)
        {
            var writer = await services.Log.OpenWriter(crashed.Experiment, crashed.Attempt, _end.Token);
            await writer.Append(crashed.Lines.Select(line => new LogLine(crashed.Attempt, services.Time.GetUtcNow(), LogLineLevel.Error, line)), _end.Token);
        }

        return true;
    }

    private async Task Tell(Func<ISchedulerGrain, Task> tell)
    {
        try
        {
            await tell(Scheduler).WaitAsync(Answer, services.Time);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogLeaveUnheard(e, options.Value.SiloName);
        }
    }

    private async Task KeepBeating()
    {
        using var timer = new PeriodicTimer(Beat, services.Time);
        do
        {
            try
            {
                await Scheduler.Heartbeat(Snapshots()).WaitAsync(Answer, services.Time, _end.Token);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                if (_end.IsCancellationRequested)
                {
                    return;
                }

                LogNoAnswer(options.Value.SiloName, e.Message);
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

    private ImmutableArray<SlotSnapshot> Snapshots() => [.. slots.All.Select(Snapshot)];

    private string KeyOf(SiloSlot slot) => SlotKey.Of(silo.SiloAddress, slot.Description.Name);

    private SlotSnapshot Snapshot(SiloSlot slot)
    {
        var status = slot.Trainer.Status;
        return new SlotSnapshot
        {
            Key = KeyOf(slot),
            Silo = options.Value.SiloName,
            Device = slot.Description.Device,
            MemoryBytes = slot.Description.MemoryBytes,
            Labels = slot.Description.Labels,
            Experiment = status?.Experiment,
            Attempt = status?.Attempt ?? 0,
            LastSeen = services.Time.GetUtcNow(),
            Leaving = slot.Trainer.Leaving,
            Outage = slot.Trainer.Outage,
        };
    }

    [LoggerMessage(LogLevel.Information, "{Experiment}#{Attempt} writes a last checkpoint and is handed over")]
    private partial void LogHandOver(ExperimentId experiment, int attempt);

    [LoggerMessage(LogLevel.Warning, "{Experiment} trained here when this silo crashed: {Text}")]
    private partial void LogExplaining(ExperimentId experiment, string text);

    [LoggerMessage(LogLevel.Warning, "The scheduler could not be told that the slots of {Silo} leave; it will notice")]
    private partial void LogLeaveUnheard(Exception exception, string silo);

    [LoggerMessage(LogLevel.Warning, "No answer to the heartbeat of {Silo}: {Reason}")]
    private partial void LogNoAnswer(string silo, string reason);
}
