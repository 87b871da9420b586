using TubeDetr.Data.Randomness;
using TubeDetr.Data.Video;

namespace TubeDetr.Data;

/// <summary>Captioned videos, addressed by index. Safe to use from several threads at once.</summary>
public interface IGroundingDataset
{
    int Count { get; }

    /// <summary>Temporal stride k of the slow branch; 0 when there is none.</summary>
    int Stride { get; }

    /// <summary>What is true of each video, in index order.</summary>
    IReadOnlyList<GroundTruthTube> Tubes { get; }

    /// <summary>Decodes and transforms one clip; every draw comes from <paramref name="random"/>.</summary>
    /// <exception cref="DatasetException">The video is missing, broken or shorter than its annotation says.</exception>
    Clip Load(int index, IRandomSource random, CancellationToken cancellationToken = default);

    /// <summary>The chosen frames of one clip as they are in its video, neither scaled nor cropped.</summary>
    /// <exception cref="DatasetException">The video is missing, broken or shorter than its annotation says.</exception>
    RgbFrames Frames(int index, CancellationToken cancellationToken = default);

    /// <summary>Says which clips will soon be loaded; a data set that decodes faster many at once may do so now. Never fails for a bad video.</summary>
    void Prefetch(IReadOnlyList<int> indices, CancellationToken cancellationToken = default)
    {
    }
}
