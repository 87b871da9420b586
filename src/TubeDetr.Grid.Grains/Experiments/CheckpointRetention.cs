using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Grains.Experiments;

/// <summary>Which checkpoints stay: the newest, the best, and the pinned ones.</summary>
public static class CheckpointRetention
{
    /// <summary>Those that stay, in their order.</summary>
    /// <param name="checkpoints">Oldest first.</param>
    /// <param name="pinned">Names of blobs.</param>
    public static ImmutableArray<CheckpointRecord> Kept(
        ImmutableArray<CheckpointRecord> checkpoints, CheckpointPolicy policy, Objective objective, IReadOnlySet<string> pinned)
    {
        var evaluated = checkpoints.Where(checkpoint => checkpoint.Value is { } value && double.IsFinite(value));
        var best = objective.Maximize ? evaluated.OrderByDescending(checkpoint => checkpoint.Value) : evaluated.OrderBy(checkpoint => checkpoint.Value);
        var kept = checkpoints.TakeLast(Math.Max(1, policy.KeepLast)).Concat(best.Take(policy.KeepBest)).Select(checkpoint => checkpoint.Blob).ToHashSet(StringComparer.Ordinal);
        return checkpoints.RemoveAll(checkpoint => !kept.Contains(checkpoint.Blob) && !pinned.Contains(checkpoint.Blob));
    }
}
