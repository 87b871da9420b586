using System.Collections.Immutable;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Tests;

/// <summary>A cluster made of what a test puts in; collects what it was asked.</summary>
internal sealed class CollectingGrid : IGridConnection, IGridConnector
{
    private readonly Queue<ImmutableArray<ExperimentSnapshot>> _course = new();

    public List<ClusterAddress> Connected { get; } = [];

    public List<string> Submitted { get; } = [];

    /// <summary>What was asked of sweeps and experiments.</summary>
    public List<string> Asked { get; } = [];

    public List<ForkRequest> Forks { get; } = [];

    public Func<ForkRequest, ForkResult>? OnFork { get; set; }

    public SweepImportance? Importance { get; set; }

    public ParetoSnapshot? Pareto { get; set; }

    public List<SweepSnapshot> Sweeps { get; } = [];

    public List<ExperimentSnapshot> Experiments { get; } = [];

    public Func<string, SubmitResult>? OnSubmit { get; set; }

    public Exception? FailsToConnect { get; set; }

    /// <summary>Failures that the next questions for a sweep meet, one each.</summary>
    public Queue<Exception> Absences { get; } = new();

    /// <summary>States of the experiments that readings see one after another; the last one stays.</summary>
    public void Then(params ImmutableArray<ExperimentSnapshot> experiments) => _course.Enqueue(experiments);

    public Task<IGridConnection> Connect(ClusterAddress address, CancellationToken cancellationToken)
    {
        Connected.Add(address);
        return FailsToConnect is null ? Task.FromResult<IGridConnection>(this) : Task.FromException<IGridConnection>(FailsToConnect);
    }

    public SweepPreview? Previewed { get; set; }

    public Task<SweepPreview> Preview(string yaml) => Task.FromResult(Previewed!);

    public Task<SubmitResult> Submit(string yaml)
    {
        Submitted.Add(yaml);
        var result = OnSubmit!(yaml);
        if (result.Accepted)
        {
            Sweeps.Insert(0, result.Sweep);
        }

        return Task.FromResult(result);
    }

    public Task<ImmutableArray<SweepSnapshot>> ListSweeps() => Task.FromResult(Sweeps.ToImmutableArray());

    public Task<SweepSnapshot?> GetSweep(SweepId id)
    {
        if (Absences.TryDequeue(out var absence))
        {
            return Task.FromException<SweepSnapshot?>(absence);
        }

        if (_course.TryDequeue(out var next))
        {
            Experiments.RemoveAll(e => e.Sweep == id);
            Experiments.AddRange(next);
        }

        var sweep = Sweeps.Find(s => s.Id == id);
        return Task.FromResult(sweep is null ? null : Some.Counted(sweep, Of(id)));
    }

    public Task<ImmutableArray<ExperimentSnapshot>> ListExperiments(SweepId id) => Task.FromResult(Of(id));

    public Task<SweepImportance?> GetImportance(SweepId id, string? metric)
    {
        Asked.Add($"Importance {id}: {metric}");
        return Task.FromResult(Importance);
    }

    public Task<ParetoSnapshot?> GetPareto(SweepId id, ImmutableArray<Objective> objectives)
    {
        Asked.Add($"Pareto {id}: {string.Join(", ", objectives)}");
        return Task.FromResult(Pareto);
    }

    public Task<bool> Ask(SweepId id, SweepRequest request, string cause)
    {
        Asked.Add($"{request} {id}: {cause}");
        var index = Sweeps.FindIndex(s => s.Id == id && s.State == SweepState.Running);
        if (index < 0)
        {
            return Task.FromResult(false);
        }

        Sweeps[index] = Sweeps[index] with { State = request == SweepRequest.Cancel ? SweepState.Cancelling : SweepState.Paused };
        return Task.FromResult(true);
    }

    /// <summary>Only a running experiment takes a request.</summary>
    public Task<bool> Ask(ExperimentId id, ExperimentRequest request, string cause)
    {
        Asked.Add($"{request} {id}: {cause}");
        var index = Experiments.FindIndex(e => e.Id == id && e.State == ExperimentState.Running);
        if (index < 0)
        {
            return Task.FromResult(false);
        }

        Experiments[index] = Experiments[index] with { State = ExperimentState.Stopping, Reason = cause };
        return Task.FromResult(true);
    }

    public Task<bool> Amend(ExperimentId id, ExperimentAmendment amendment)
    {
        var index = Experiments.FindIndex(e => e.Id == id);
        Experiments[index] = Experiments[index] with
        {
            Priority = amendment.Priority ?? Experiments[index].Priority,
            Note = amendment.Note ?? Experiments[index].Note,
            Tags = [.. Experiments[index].Tags.Except(amendment.RemovedTags).Concat(amendment.AddedTags)],
        };
        return Task.FromResult(amendment.Priority is null || !Experiments[index].State.HasEnded());
    }

    public Task<string?> AskOfCheckpoint(ExperimentId id, CheckpointRequest request, string blob)
    {
        Asked.Add($"{request} {blob}");
        var index = Experiments.FindIndex(e => e.Id == id);
        var (experiment, pinned) = (Experiments[index], Experiments[index].Pinned);
        if (request == CheckpointRequest.Delete && pinned.Contains(blob, StringComparer.Ordinal))
        {
            return Task.FromResult<string?>("It is pinned.");
        }

        Experiments[index] = request switch
        {
            CheckpointRequest.Pin => experiment with { Pinned = pinned.Add(blob) },
            CheckpointRequest.Unpin => experiment with { Pinned = pinned.Remove(blob) },
            _ => experiment with { Checkpoints = experiment.Checkpoints.RemoveAll(checkpoint => string.Equals(checkpoint.Blob, blob, StringComparison.Ordinal)) },
        };
        return Task.FromResult<string?>(null);
    }

    public Task<ForkResult> Fork(SweepId id, ForkRequest request)
    {
        Forks.Add(request);
        return Task.FromResult(OnFork!(request));
    }

    public Task<ExperimentSnapshot?> GetExperiment(ExperimentId id) => Task.FromResult(Experiments.Find(e => e.Id == id));

    public Task<string?> WhyWaiting(ExperimentId id) => Task.FromResult(Some.Cluster().Pool.Waiting.FirstOrDefault(waiting => waiting.Experiment == id)?.Why);

    /// <summary>What readings of the cluster see one after another; then a plain one.</summary>
    public Queue<ClusterSnapshot> Clusters { get; } = new();

    public Task<ClusterSnapshot> GetCluster() => Task.FromResult(Clusters.TryDequeue(out var next) ? next : Some.Cluster());

    public Task<int> Drain(string silo)
    {
        Asked.Add($"Drain {silo}");
        return Task.FromResult(Some.Cluster().Pool.Slots.Count(slot => string.Equals(slot.Silo, silo, StringComparison.Ordinal)));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ImmutableArray<ExperimentSnapshot> Of(SweepId id) => [.. Experiments.Where(e => e.Sweep == id)];
}
