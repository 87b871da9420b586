using System.Runtime.InteropServices;
using TubeDetr.Training.Checkpoints;
using static TorchSharp.torch;

namespace TubeDetr.Training.Evaluation;

/// <summary>
/// Attention weights as one safetensors file a video, <c>{video_id}.safetensors</c>, written as soon as the video is done: those of a whole test set would not fit into memory. Tensors have the
/// names of the original, <c>tsa_weights</c> [T, T], <c>text_weights</c> [T, L], <c>spatial_weights</c> [T, h, w], <c>pred_sted</c> [T, 2].
/// </summary>
internal sealed class AttentionFiles : IAttentionKeeper
{
    private const string Harmless = "-._";

    private readonly string folder;

    public AttentionFiles(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder);
    }

    /// <summary>File of a video; characters that do not belong into a file's name become underscores.</summary>
    public string PathOf(string videoId) =>
        Path.Combine(folder, string.Concat(videoId.Select(c => char.IsAsciiLetterOrDigit(c) || Harmless.Contains(c, StringComparison.Ordinal) ? c : '_')) + ".safetensors");

    public void Keep(IEnumerable<AttentionMaps> videos)
    {
        foreach (var video in videos)
        {
            Write(video);
        }
    }

    private void Write(AttentionMaps video)
    {
        var tensors = video.Named().Select(map => (map.Name, map.Tensor.shape, Numbers: map.Tensor.cpu().contiguous().data<float>().ToArray())).ToArray();
        var entries = new List<SafetensorsEntry>();
        foreach (var (name, shape, numbers) in tensors)
        {
            var start = entries.Count == 0 ? 0 : entries[^1].End;
            entries.Add(new(name, ScalarType.Float32, shape, start, start + (numbers.Length * sizeof(float))));
        }

        using var file = File.Create(PathOf(video.VideoId));
        file.Write(new SafetensorsHeader(new Dictionary<string, string>(StringComparer.Ordinal) { ["video_id"] = video.VideoId }, entries).ToBytes());
        foreach (var (_, _, numbers) in tensors)
        {
            file.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
        }
    }
}
