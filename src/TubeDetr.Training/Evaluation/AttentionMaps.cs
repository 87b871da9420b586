using TorchSharp;
using TubeDetr.Data;
using TubeDetr.Model;
using static TorchSharp.torch;

namespace TubeDetr.Training.Evaluation;

/// <summary>
/// Where the decoder looked in one video, averaged over layers and heads (<c>VidSTGEvaluator.save</c> of the original). T frames, padding taken off; the clips of a divided video are joined again.
/// With several queries a frame, temporal attention and logits have a row for each query, the others are those of the first.
/// </summary>
/// <param name="VideoId">The video.</param>
/// <param name="Temporal">Attention of each frame to each, [T, T], 0 between frames that the model did not see at once; null without temporal attention.</param>
/// <param name="Text">Attention of each frame to each token, [T, L].</param>
/// <param name="Spatial">Attention of each frame to each place of the feature map, [T, h, w].</param>
/// <param name="StartEnd">Start and end logits, [T, 2]; null without the head.</param>
internal sealed record AttentionMaps(string VideoId, Tensor? Temporal, Tensor Text, Tensor Spatial, Tensor? StartEnd)
{
    /// <summary>The maps of each video of a batch, made when they are asked for. The caller's scope owns the tensors.</summary>
    /// <param name="batch">What the model saw.</param>
    /// <param name="memory">What its decoder looked at.</param>
    /// <param name="output">What it said, with attention weights.</param>
    public static IEnumerable<AttentionMaps> Of(ClipBatch batch, MemoryCache memory, ModelOutput output)
    {
        ModelOutput[] layers = [.. output.Auxiliary, output];
        var (count, longest) = (batch.Durations.Count, batch.Durations.Max());
        var temporal = stack(layers.Select(layer => layer.Weights!)).mean([0]);
        var cross = stack(layers.Select(layer => layer.CrossAttention!.select(1, 0))).mean([0]).view(count, longest, -1);
        var places = memory.Height * memory.Width;
        foreach (var clips in Enumerable.Range(0, count).GroupBy(clip => batch.VideoIds[clip], StringComparer.Ordinal))
        {
            var looks = cat([.. clips.Select(clip => cross[clip].narrow(0, 0, batch.Durations[clip]))]);
            yield return new(
                clips.Key,
                temporal.shape[0] == count ? Joined(temporal, [.. clips.Select(clip => (clip, Positions(temporal, clip)))]) : null,
                looks.narrow(1, places, looks.shape[1] - places),
                looks.narrow(1, 0, places).reshape(-1, memory.Height, memory.Width),
                output.PredSted is { } logits ? cat([.. clips.Select(clip => logits[clip].narrow(0, 0, Positions(logits, clip)))]) : null);
        }

        // Every query of every real frame.
        long Positions(Tensor of, int clip) => batch.Durations[clip] * (of.shape[1] / longest);
    }

    /// <summary>The tensors under the original's names.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> Named()
    {
        if (Temporal is not null)
        {
            yield return ("tsa_weights", Temporal);
        }

        yield return ("text_weights", Text);
        yield return ("spatial_weights", Spatial);
        if (StartEnd is not null)
        {
            yield return ("pred_sted", StartEnd);
        }
    }

    private static Tensor Joined(Tensor temporal, (int Clip, long Length)[] clips)
    {
        var all = zeros(clips.Sum(clip => clip.Length), clips.Sum(clip => clip.Length), device: temporal.device);
        var start = 0L;
        foreach (var (clip, length) in clips)
        {
            all.narrow(0, start, length).narrow(1, start, length).copy_(temporal[clip].narrow(0, 0, length).narrow(1, 0, length));
            start += length;
        }

        return all;
    }
}
