using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Storage.Checkpoints;
using TubeDetr.Grid.Storage.Logs;
using TubeDetr.Grid.Storage.Predictions;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>What an attempt works with; one for all attempts of a silo.</summary>
public sealed record AttemptServices(
    IEpochRunner Runner,
    CheckpointStore Checkpoints,
    PredictionStore Predictions,
    FilmStripStore FilmStrips,
    ExperimentLog Log,
    IGrainFactory Grains,
    TrainerOptions Options,
    TimeProvider Time)
{
    public OutageWatch Outages { get; } = new();

    internal IExperimentGrain Experiment(ExperimentId id) => Grains.GetGrain<IExperimentGrain>(id.Value);

    internal IMetricsGrain Metrics(ExperimentId id) => Grains.GetGrain<IMetricsGrain>(id.Value);
}

/// <summary>A later attempt exists, or the experiment has ended: nothing more is to be written or told.</summary>
internal sealed class SupersededException() : Exception("A later attempt exists, or the experiment has ended.");
