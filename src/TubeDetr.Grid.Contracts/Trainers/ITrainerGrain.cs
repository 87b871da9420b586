using Orleans.Concurrency;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Contracts.Trainers;

/// <summary>
/// Owns one slot and runs epochs on a thread of its own. Key: <see cref="SlotSnapshot.Key"/>; lives on that silo or nowhere, outside the
/// grain directory, because a directory partition lost with another silo would take a running trainer with it.
/// </summary>
[Alias("tubedetr.ITrainerGrain")]
public interface ITrainerGrain : IGrainWithStringKey
{
    /// <summary>Starts an attempt and returns at once. False when the slot is taken or its silo is leaving.</summary>
    [Alias("Start")]
    Task<bool> Start(Assignment assignment);

    /// <summary>Asks an attempt to end after a last checkpoint. False when it does not run here.</summary>
    [Alias("Stop"), AlwaysInterleave]
    Task<bool> Stop(ExperimentId experiment, int attempt, string cause);

    /// <summary>Asks an attempt to end after the epoch that it trains, with its evaluation and checkpoint. False when it does not run here.</summary>
    [Alias("StopAfterEpoch"), AlwaysInterleave]
    Task<bool> StopAfterEpoch(ExperimentId experiment, int attempt, string cause);

    /// <summary>Takes no attempt any more until the silo is started again; what runs here writes a last checkpoint and is handed over.</summary>
    [Alias("Drain"), AlwaysInterleave]
    Task Drain(string cause);

    /// <summary>What runs here now; null when idle.</summary>
    [Alias("GetStatus"), AlwaysInterleave]
    Task<TrainerStatus?> GetStatus();
}

/// <summary>The attempt that a trainer runs.</summary>
[GenerateSerializer, Immutable, Alias("tubedetr.TrainerStatus")]
public sealed record TrainerStatus([property: Id(0)] ExperimentId Experiment, [property: Id(1)] int Attempt);
