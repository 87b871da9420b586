using System.Runtime.InteropServices;
using TorchSharp;
using TubeDetr.Data.Text;

namespace TubeDetr.Data;

/// <summary>Clips to a batch: frames of all videos in a row, padded to the greatest height and width (<c>video_collate_fn</c>).</summary>
public sealed class ClipCollator
{
    private readonly Func<IReadOnlyList<string>, TokenBatch> _encode;
    private readonly int _stride;
    private readonly int _divVid;

    /// <param name="tokenizer">Encodes the captions.</param>
    /// <param name="stride">Temporal stride of the slow frames; 0 puts all frames into <see cref="ClipBatch.Samples"/>.</param>
    /// <param name="divVid">Greater than 0: every video is divided into clips of this many consecutive frames (<c>div_vid</c>).</param>
    public ClipCollator(RobertaTokenizer tokenizer, int stride, int divVid = 0)
        : this(tokenizer.EncodeBatch, stride, divVid)
    {
    }

    internal ClipCollator(Func<IReadOnlyList<string>, TokenBatch> encode, int stride, int divVid = 0) =>
        (_encode, _stride, _divVid) = (encode, stride, divVid);

    /// <summary>The batch owns its tensors; no scope of the calling thread does.</summary>
    public ClipBatch Collate(IReadOnlyList<Clip> clips)
    {
        using var scope = torch.NewDisposeScope();
        var (height, width) = (clips.Max(c => c.Pixels.Height), clips.Max(c => c.Pixels.Width));
        var (all, allMask) = Pad(clips, height, width);
        var slow = _stride > 0 ? torch.tensor(SlowRows(clips)) : null;
        var parts = Divided(clips);
        var tokens = _encode([.. parts.Select(p => p.Clip.Caption)]);
        return new ClipBatch
        {
            Samples = (slow is null ? all : all.index_select(0, slow)).DetachFromDisposeScope(),
            Mask = (slow is null ? allMask : allMask.index_select(0, slow)).DetachFromDisposeScope(),
            SamplesFast = slow is null ? null : all.DetachFromDisposeScope(),
            MaskFast = slow is null ? null : allMask.DetachFromDisposeScope(),
            Durations = [.. parts.Select(p => p.Duration)],
            InputIds = torch.tensor(tokens.InputIds, [tokens.Count, tokens.Length]).DetachFromDisposeScope(),
            AttentionMask = torch.tensor(tokens.AttentionMask, [tokens.Count, tokens.Length]).DetachFromDisposeScope(),
            Targets = [.. clips.SelectMany(c => c.Targets)],
            Captions = [.. parts.Select(p => p.Clip.Caption)],
            VideoIds = [.. parts.Select(p => p.Clip.VideoId)],
            FramesId = [.. clips.Select(c => c.FramesId)],
            InterIdx = [.. parts.Select(p => p.InterIdx)],
            QuestionTypes = QuestionTypes(clips),
        };
    }

    /// <summary>Slow frames of a clip: every <paramref name="stride"/>-th from the first on, all of them with 0.</summary>
    internal static int SlowFrames(int frames, int stride) => stride > 0 ? (frames + stride - 1) / stride : frames;

    private long[] SlowRows(IReadOnlyList<Clip> clips)
    {
        var rows = new List<long>();
        var start = 0;
        foreach (var clip in clips)
        {
            rows.AddRange(Enumerable.Range(0, SlowFrames(clip.Pixels.Frames, _stride)).Select(i => (long)start + (i * _stride)));
            start += clip.Pixels.Frames;
        }

        return [.. rows];
    }

    private List<(Clip Clip, int Duration, (int First, int Last) InterIdx)> Divided(IReadOnlyList<Clip> clips)
    {
        var parts = new List<(Clip, int, (int, int))>();
        foreach (var clip in clips)
        {
            var frames = clip.Pixels.Frames;
            var size = _divVid > 0 ? _divVid : frames;
            for (var start = 0; start < frames; start += size)
            {
                parts.Add((clip, Math.Min(size, frames - start), _divVid > 0 ? Within(clip.InterIdx, start, size) : clip.InterIdx));
            }
        }

        return parts;
    }

    private static (int First, int Last) Within((int First, int Last) moment, int start, int size)
    {
        var first = Math.Max(start, moment.First);
        var last = Math.Min(start + size - 1, moment.Last);
        return first > last ? (-100, -100) : (first - start, last - start);
    }

    private static (torch.Tensor Samples, torch.Tensor Mask) Pad(IReadOnlyList<Clip> clips, int height, int width)
    {
        var frames = clips.Sum(c => c.Pixels.Frames);
        var samples = torch.zeros(frames, 3, height, width);
        var mask = torch.zeros(frames, height, width, dtype: torch.ScalarType.Bool);
        var start = 0;
        foreach (var clip in clips)
        {
            // One view a clip: a span reaches 2 GiB, which a clip's frames never fill though a batch's might.
            using var clipSamples = samples.narrow(0, start, clip.Pixels.Frames);
            using var clipMask = mask.narrow(0, start, clip.Pixels.Frames);
            Write(clip.Pixels, MemoryMarshal.Cast<byte, float>(clipSamples.bytes), clipMask.bytes, height, width);
            start += clip.Pixels.Frames;
        }

        return (samples, mask);
    }

    private static void Write(IClipPixels pixels, Span<float> samples, Span<byte> mask, int height, int width)
    {
        var (inHeight, inWidth) = (pixels.Height, pixels.Width);
        for (var plane = 0; plane < pixels.Frames * 3; plane++)
        {
            for (var y = 0; y < inHeight; y++)
            {
                pixels.WriteRow(plane / 3, plane % 3, y, samples.Slice((plane * height + y) * width, inWidth));
            }
        }

        if (inHeight == height && inWidth == width)
        {
            return;
        }

        mask.Fill(1);
        for (var row = 0; row < pixels.Frames * inHeight; row++)
        {
            mask.Slice((row / inHeight * height + row % inHeight) * width, inWidth).Clear();
        }
    }

    private static Dictionary<string, string>? QuestionTypes(IReadOnlyList<Clip> clips)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var clip in clips)
        {
            if (clip.QuestionType is { } type)
            {
                types[clip.VideoId] = type;
            }
        }

        return types.Count > 0 ? types : null;
    }
}
