using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Grains.Experiments;

namespace TubeDetr.Grid.Grains.Tests.Experiments;

public sealed class CheckpointRetentionTests
{
    /// <summary>By epoch; null: not evaluated.</summary>
    private static readonly double?[] Values = [0.1, 0.5, null, 0.3, double.NaN, 0.2];

    [Theory]
    [InlineData(1, 0, true, new int[0], new[] { 6 })]
    [InlineData(2, 1, true, new int[0], new[] { 2, 5, 6 })]
    [InlineData(2, 2, true, new int[0], new[] { 2, 4, 5, 6 })]
    [InlineData(2, 2, false, new int[0], new[] { 1, 5, 6 })]
    [InlineData(1, 1, true, new[] { 1, 3 }, new[] { 1, 2, 3, 6 })]
    [InlineData(9, 0, true, new int[0], new[] { 1, 2, 3, 4, 5, 6 })]
    public void Kept_LastBestAndPinned_StayInTheirOrder(int last, int best, bool maximize, int[] pinned, int[] expected)
    {
        var checkpoints = Values.Select((value, i) => Some.Checkpoint(i + 1, value)).ToArray();

        var kept = CheckpointRetention.Kept(
            [.. checkpoints], new CheckpointPolicy { KeepLast = last, KeepBest = best }, Some.Objective with { Maximize = maximize },
            pinned.Select(epoch => checkpoints[epoch - 1].Blob).ToHashSet(StringComparer.Ordinal));

        Assert.Equal(expected, kept.Select(checkpoint => checkpoint.Epoch));
    }
}
