using TorchSharp;

namespace TubeDetr.Model.Transformer;

/// <summary>
/// How frames of several videos lie in tensors. A clip is <c>stride</c> frames of which the slow branch sees the first; with stride 0 every frame
/// is a clip of its own. Videos are padded to the longest, in clips and in frames.
/// </summary>
internal sealed class ClipLayout
{
    private readonly int[] clips;

    public ClipLayout(IReadOnlyList<int> durations, int stride)
    {
        if (durations.Count == 0 || durations.Any(d => d < 1))
        {
            throw new ArgumentException("A batch needs at least one video, and every video at least one frame.", nameof(durations));
        }

        Durations = durations;
        Frames = durations.Max();
        Stride = Math.Max(stride, 1);
        clips = [.. durations.Select(d => (d + Stride - 1) / Stride)];
        ClipsPerVideo = clips.Max();
    }

    public IReadOnlyList<int> Durations { get; }

    public int Videos => Durations.Count;

    /// <summary>t, the frames of the longest video.</summary>
    public int Frames { get; }

    public int Stride { get; }

    public int ClipsPerVideo { get; }

    /// <summary>Whether some video is shorter than another.</summary>
    public bool Padded => Durations.Any(d => d != Frames);

    /// <summary>One row for each clip of each video to one for each clip of the longest, [videos · clips, …].</summary>
    public torch.Tensor PadClips(torch.Tensor x, Scalar fill) => Pad(x, clips, ClipsPerVideo, fill, "slow frames");

    /// <summary>One row for each frame of each video to one for each frame of the longest, [videos · t, …].</summary>
    public torch.Tensor PadFrames(torch.Tensor x, Scalar fill) => Pad(x, Durations, Frames, fill, "frames");

    /// <summary>Padded clips [videos · clips, …] to padded frames [videos · t, …]: each clip for each of its frames.</summary>
    public torch.Tensor ClipsToFrames(torch.Tensor x)
    {
        if (Stride == 1)
        {
            return x;
        }

        var rest = x.shape[1..];
        var spread = x.view([Videos, ClipsPerVideo, 1, .. rest]).expand([Videos, ClipsPerVideo, Stride, .. rest]).reshape([Videos, ClipsPerVideo * Stride, .. rest]);
        return spread.narrow(1, 0, Frames).reshape([Videos * Frames, .. rest]);
    }

    /// <summary>One row a video to the same row for each of <paramref name="times"/>, [videos · times, …].</summary>
    public torch.Tensor Repeat(torch.Tensor x, int times)
    {
        var rest = x.shape[1..];
        return x.unsqueeze(1).expand([Videos, times, .. rest]).reshape([Videos * times, .. rest]);
    }

    /// <summary>True at frames that a video does not have, bool [videos, t].</summary>
    public torch.Tensor Beyond(torch.Device device) =>
        torch.tensor([.. Durations.SelectMany(d => Enumerable.Range(0, Frames).Select(i => i >= d))], device: device).view(Videos, Frames);

    private torch.Tensor Pad(torch.Tensor x, IReadOnlyList<int> counts, int length, Scalar fill, string what)
    {
        if (x.shape[0] != counts.Sum())
        {
            throw new ArgumentException($"Videos of {string.Join(", ", Durations)} frames at stride {Stride} need {counts.Sum()} {what}, but there are {x.shape[0]}.", nameof(x));
        }

        if (counts.All(c => c == length))
        {
            return x;
        }

        var pieces = new List<torch.Tensor>();
        var start = 0;
        foreach (var count in counts)
        {
            pieces.Add(x.narrow(0, start, count));
            start += count;
            if (count < length)
            {
                pieces.Add(torch.full([length - count, .. x.shape[1..]], fill, x.dtype, x.device));
            }
        }

        return torch.cat(pieces);
    }
}
