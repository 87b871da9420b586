using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Storage;
using TubeDetr.Grid.Storage.Checkpoints;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Cli.Chaos;

/// <summary>What became of one experiment, judged by what the stores hold at the end.</summary>
internal sealed record Verdict
{
    public required ExperimentSnapshot Experiment { get; init; }

    public required MetricCheck Metrics { get; init; }

    public required bool SameCheckpoint { get; init; }

    /// <summary>Times from a fault on the silo that trained it to the next step in a later attempt, by the fault.</summary>
    public required IReadOnlyList<(Fault Fault, TimeSpan Recovery)> Recoveries { get; init; }

    public bool IsLost => Experiment.State != ExperimentState.Completed;

    public bool IsDuplicated => Experiment.Transitions.Count(move => move.To.HasEnded()) > 1;

    public bool IsDifferent => !IsLost && (!SameCheckpoint || Metrics.Different > 0);

    public bool IsGood => !IsLost && !IsDuplicated && !IsDifferent && Metrics is { Lost: 0, Duplicated: 0 };

    public static async Task<Verdict> Of(ExperimentSnapshot experiment, Reference reference, IEnumerable<Fault> faults, BlobStorage storage, TimeProvider time, CancellationToken cancellationToken)
    {
        var log = await MetricLog.Read(storage, experiment.Id, cancellationToken);
        var store = new CheckpointStore(storage, time);
        var last = (await store.List(experiment.Id, cancellationToken)).OrderBy(checkpoint => checkpoint.Step).ThenBy(checkpoint => checkpoint.Epoch).LastOrDefault();
        return new Verdict
        {
            Experiment = experiment,
            Metrics = new MetricCheck(reference, log),
            SameCheckpoint = last is not null && await Holds(store, last, reference, cancellationToken),
            Recoveries = [.. Recovery.Of(experiment, log, faults)],
        };
    }

    /// <summary>Reads the blob itself: its hash is checked against the record's, and that with the reference.</summary>
    private static async Task<bool> Holds(CheckpointStore store, CheckpointRecord checkpoint, Reference reference, CancellationToken cancellationToken)
    {
        await using var content = await store.OpenVerified(checkpoint, cancellationToken);
        return string.Equals(checkpoint.Sha256, reference.Sha256, StringComparison.Ordinal);
    }
}
