using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <content>What people ask, and the state that follows from it.</content>
public sealed partial record SweepRecord
{
    private bool IsEnding => Cancelled is not null || Stopped is not null;

    /// <summary>True while a person keeps new experiments from beginning.</summary>
    public bool BeginsNothing => Paused is not null || IsEnding;

    /// <summary>The record after a request; null where it makes no sense.</summary>
    public SweepRecord? Ask(SweepRequest request, string cause) => (request, Final) switch
    {
        (_, not null) => null,
        (SweepRequest.Cancel, _) => this with { Cancelled = Cancelled ?? cause, Paused = null },
        (SweepRequest.Stop, _) when !IsEnding => this with { Stopped = cause, Paused = null },
        (SweepRequest.Pause, _) when !BeginsNothing => this with { Paused = cause },
        (SweepRequest.Resume, _) when Paused is not null => this with { Paused = null },
        _ => null,
    };

    /// <summary>With one more experiment, which goes on from a checkpoint of another. A sweep that had ended is unfinished again; null while it is ending.</summary>
    public SweepRecord? Fork(HyperParameterSet hyperParameters, int epochs, ExperimentOrigin origin, IEnumerable<string> changed) =>
        IsEnding && Final is null ? null : this with
        {
            Proposals = Proposals.Add(hyperParameters),
            Epochs = Epochs.Add(epochs),
            Origins = Origins.Add(Proposals.Length, origin),
            Differing = [.. Differing.Union(changed, StringComparer.Ordinal)],
            Final = null,
            Cancelled = null,
            Stopped = null,
        };

    public SweepState ToState(bool ended) => (ended, this) switch
    {
        (true, { Cancelled: not null }) => SweepState.Cancelled,
        (true, { Stopped: not null }) => SweepState.Stopped,
        (true, _) => SweepState.Completed,
        (_, { Cancelled: not null }) => SweepState.Cancelling,
        (_, { Stopped: not null }) => SweepState.Stopping,
        (_, { Paused: not null }) => SweepState.Paused,
        _ => SweepState.Running,
    };
}
