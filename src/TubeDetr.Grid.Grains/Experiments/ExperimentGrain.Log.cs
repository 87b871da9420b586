using Microsoft.Extensions.Logging;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.Grains.Experiments;

/// <content>Log lines.</content>
public sealed partial class ExperimentGrain
{
    [LoggerMessage(LogLevel.Information, "{Experiment} does not take the slot of {Silo}: this silo does not know that one yet")]
    private partial void LogSiloNotYetKnown(ExperimentId experiment, string silo);

    [LoggerMessage(LogLevel.Information, "{Experiment} attempt {Attempt} goes to {Silo}, from step {Step}")]
    private partial void LogAttempt(ExperimentId experiment, int attempt, string silo, long step);

    [LoggerMessage(LogLevel.Information, "{Experiment} attempt {Attempt} ended: {End}, {Reason}")]
    private partial void LogEnd(ExperimentId experiment, int attempt, AttemptEnd end, string reason);

    [LoggerMessage(LogLevel.Warning, "{Experiment} attempt {Attempt} is lost: {Cause}; now {State}")]
    private partial void LogLost(ExperimentId experiment, int attempt, string cause, ExperimentState state);

    [LoggerMessage(LogLevel.Warning, "{Experiment} attempt {Attempt} ended with its silo: {Reason}")]
    private partial void LogExplained(ExperimentId experiment, int attempt, string reason);

    [LoggerMessage(LogLevel.Warning, "{Experiment} attempt {Attempt} could not be told to stop")]
    private partial void LogStopUnheard(Exception exception, ExperimentId experiment, int attempt);

    [LoggerMessage(LogLevel.Warning, "{Experiment} could not tell its sweep; it tries again")]
    private partial void LogSweepUntold(Exception exception, ExperimentId experiment);

    [LoggerMessage(LogLevel.Warning, "{Experiment} could not reach the scheduler")]
    private partial void LogSchedulerAway(Exception exception, ExperimentId experiment);

    [LoggerMessage(LogLevel.Warning, "{Experiment}: checkpoints that were let go could not be deleted ({Reason})")]
    private partial void LogNotDeleted(ExperimentId experiment, string reason);
}
