using Microsoft.Extensions.Logging;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>Executes attempts on a slot of this silo, one at a time. Lives as long as the silo.</summary>
public sealed partial class Trainer(string slot, AttemptServices services, IAttemptJournal journal, ILogger<Trainer> log) : IDisposable
{
    private readonly Lock _gate = new();
    private ActiveAttempt? _active;
    private Task _ended = Task.CompletedTask;
    private bool _leaving;

    /// <summary>What is executed now; null when idle.</summary>
    public TrainerStatus? Status
    {
        get
        {
            lock (_gate)
            {
                return _active is { Assignment: var assignment } ? new TrainerStatus(assignment.Experiment, assignment.Attempt) : null;
            }
        }
    }

    /// <summary>What is tried in vain now; null when all is well.</summary>
    public OutageSnapshot? Outage => services.Outages.Current;

    /// <summary>The silo leaves: nothing new is started.</summary>
    public bool Leaving
    {
        get
        {
            lock (_gate)
            {
                return _leaving;
            }
        }
    }

    /// <summary>Starts an attempt and returns at once; false when the slot is taken or the silo leaves.</summary>
    public bool Start(Assignment assignment)
    {
        lock (_gate)
        {
            if (_active is not null || _leaving)
            {
                return false;
            }

            _active = new ActiveAttempt(assignment, services, log);
            _ended = Task.Run(() => Execute(_active));
            return true;
        }
    }

    /// <summary>Asks an attempt to end after a last checkpoint; false when it is not executed here.</summary>
    public bool Stop(ExperimentId experiment, int attempt, string cause) => Ask(experiment, attempt, active => active.Stop(cause));

    /// <summary>Asks an attempt to end after the epoch that it trains; false when it is not executed here.</summary>
    public bool StopAfterEpoch(ExperimentId experiment, int attempt, string cause) => Ask(experiment, attempt, active => active.StopAfterEpoch(cause));

    private bool Ask(ExperimentId experiment, int attempt, Action<ActiveAttempt> ask)
    {
        lock (_gate)
        {
            if (_active is not { Assignment: var assignment } || assignment.Experiment != experiment || assignment.Attempt != attempt)
            {
                return false;
            }

            ask(_active);
            return true;
        }
    }

    /// <summary>Starts nothing any more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _leaving = true;
        }
    }

    /// <summary>Starts nothing any more; ends what is executed after a last checkpoint and hands it over.</summary>
    public Task Leave(string cause)
    {
        lock (_gate)
        {
            _leaving = true;
            _active?.Stop(cause);
            return _ended;
        }
    }

    public void Dispose() => _active?.Dispose();

    private async Task Execute(ActiveAttempt attempt)
    {
        journal.Begin(slot, attempt.Assignment.Experiment, attempt.Assignment.Attempt);
        var outcome = await attempt.Execute();
        journal.End(slot);
        lock (_gate)
        {
            _active = null;
        }

        attempt.Dispose();
        if (outcome is not null)
        {
            await End(attempt.Assignment, outcome);
        }
    }

    /// <summary>Told after the slot is free, because the answer may be the next assignment.</summary>
    private async Task End(Assignment assignment, AttemptOutcome outcome)
    {
        var patience = new Patience(services.Time, services.Options.OutageLimit, services.Outages, text => LogWaiting(assignment.Experiment, assignment.Attempt, text));
        try
        {
            await patience.Try("tell the end", _ => services.Experiment(assignment.Experiment).End(assignment.Attempt, outcome), static _ => true, CancellationToken.None);
        }
        catch (Exception e)
        {
            // The scheduler finds an idle slot where the attempt should be, and calls it lost.
            LogEndUnheard(e, assignment.Experiment, assignment.Attempt);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Experiment}#{Attempt} {Text}")]
    private partial void LogWaiting(ExperimentId experiment, int attempt, string text);

    [LoggerMessage(LogLevel.Error, "{Experiment}#{Attempt} could not tell its end")]
    private partial void LogEndUnheard(Exception exception, ExperimentId experiment, int attempt);
}
