using TubeDetr.Data.Randomness;
using TubeDetr.Data.Video;

namespace TubeDetr.Data;

/// <summary>Several data sets one behind the other, as one (<c>ConcatDataset</c> over <c>combine_datasets</c>).</summary>
public sealed class CombinedDataset : IGroundingDataset
{
    private readonly IReadOnlyList<IGroundingDataset> _parts;
    private readonly int[] _ends;

    /// <exception cref="ArgumentException">No part, or parts of different stride.</exception>
    public CombinedDataset(IReadOnlyList<IGroundingDataset> parts)
    {
        if (parts.Count == 0 || parts.Any(part => part.Stride != parts[0].Stride))
        {
            throw new ArgumentException("There must be at least one data set, and all of them of the same stride.", nameof(parts));
        }

        var end = 0;
        _parts = parts;
        _ends = [.. parts.Select(part => end += part.Count)];
        Tubes = [.. parts.SelectMany(part => part.Tubes)];
    }

    /// <inheritdoc/>
    public int Count => _ends[^1];

    /// <inheritdoc/>
    public int Stride => _parts[0].Stride;

    /// <summary>What is true of each video; two data sets may use the same ids.</summary>
    public IReadOnlyList<GroundTruthTube> Tubes { get; }

    /// <inheritdoc/>
    public Clip Load(int index, IRandomSource random, CancellationToken cancellationToken = default)
    {
        var (part, local) = Locate(index);
        return _parts[part].Load(local, random, cancellationToken);
    }

    /// <inheritdoc/>
    public RgbFrames Frames(int index, CancellationToken cancellationToken = default)
    {
        var (part, local) = Locate(index);
        return _parts[part].Frames(local, cancellationToken);
    }

    /// <inheritdoc/>
    public void Prefetch(IReadOnlyList<int> indices, CancellationToken cancellationToken = default)
    {
        foreach (var group in indices.Select(Locate).GroupBy(place => place.Part, place => place.Local))
        {
            _parts[group.Key].Prefetch([.. group], cancellationToken);
        }
    }

    private (int Part, int Local) Locate(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var part = Array.FindIndex(_ends, end => index < end);
        return (part, part == 0 ? index : index - _ends[part - 1]);
    }
}
