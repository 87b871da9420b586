using Microsoft.Extensions.Logging;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Grains.Scheduling;

/// <content>Log lines.</content>
public sealed partial class SchedulerGrain
{
    [LoggerMessage(LogLevel.Warning, "{Experiment} attempt {Attempt} has lost its slot: {Cause}")]
    private partial void LogLost(ExperimentId experiment, int attempt, string cause);

    [LoggerMessage(LogLevel.Information, "{Experiment} attempt {Attempt} is {Cause}")]
    private partial void LogPreempted(ExperimentId experiment, int attempt, string cause);

    [LoggerMessage(LogLevel.Warning, "{Experiment} could not be asked to make room; asked again in a second")]
    private partial void LogPreemptionUnheard(Exception exception, ExperimentId experiment);

    [LoggerMessage(LogLevel.Warning, "{Experiment} did not answer to the offer of a slot of {Silo}")]
    private partial void LogOfferUnanswered(Exception exception, ExperimentId experiment, string silo);

    [LoggerMessage(LogLevel.Warning, "{Experiment} attempt {Attempt} could not be told of its loss; told again in a second")]
    private partial void LogLossUnheard(Exception exception, ExperimentId experiment, int attempt);

    [LoggerMessage(LogLevel.Warning, "{Experiment} does not answer; asked again in a second")]
    private partial void LogDoubtUnresolved(Exception exception, ExperimentId experiment);

    [LoggerMessage(LogLevel.Warning, "The unfinished sweeps could not be listed; tried again in a second")]
    private partial void LogRecoveryFailed(Exception exception);
}
