using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Grains.Trainers;

/// <summary>
/// Outlives the process: which attempts it executes, so that the next life of a silo that crashed can say whom it took with it, and what it wrote last. A native fault
/// leaves no time to tell anybody.
/// </summary>
public interface IAttemptJournal
{
    /// <summary>The attempts that the last life of this silo never ended.</summary>
    ImmutableArray<CrashedAttempt> Crashed { get; }

    void Begin(string slot, ExperimentId experiment, int attempt);

    void End(string slot);
}

/// <summary>An attempt that ended with its process.</summary>
/// <param name="Lines">What the process wrote last, oldest first; empty when it wrote nothing or nobody kept it.</param>
public sealed record CrashedAttempt(string Slot, ExperimentId Experiment, int Attempt, ImmutableArray<string> Lines);

/// <summary>For silos whose output nobody keeps.</summary>
public sealed class NoJournal : IAttemptJournal
{
    public ImmutableArray<CrashedAttempt> Crashed => [];

    public void Begin(string slot, ExperimentId experiment, int attempt)
    {
    }

    public void End(string slot)
    {
    }
}
