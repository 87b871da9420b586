using System.Text.Json;
using TorchSharp;
using TubeDetr.Data;

namespace TubeDetr.Training.Tests.Golden;

/// <summary>Videos on which the original was evaluated, in its batches.</summary>
internal sealed class GoldenEvaluation(GoldenCase golden)
{
    private readonly JsonElement[] videos = [.. golden.Json.GetProperty("videos").EnumerateArray()];
    private readonly IReadOnlyDictionary<string, torch.Tensor> tensors = GoldenTensors.Read(golden);
    private readonly int divided = golden.Json.GetProperty("div_vid").GetInt32();

    public IEnumerable<ClipBatch> Batches(int stride) =>
        golden.Json.GetProperty("batches_of_video_indices").EnumerateArray().Select(batch => Batch(stride, Ints(batch)));

    /// <summary>Annotated tubes as the evaluator of the original had them.</summary>
    public IReadOnlyList<GroundTruthTube> Tubes() => [.. golden.Json.GetProperty("evaluator_videos").EnumerateArray().Select(TubeOf)];

    private ClipBatch Batch(int stride, int[] indices)
    {
        var clips = indices.Select(index => tensors[$"clip{index}"].transpose(0, 1)).ToArray();
        var (height, width) = (clips.Max(clip => clip.shape[2]), clips.Max(clip => clip.shape[3]));
        var frames = torch.cat([.. clips.Select(clip => torch.nn.functional.pad(clip, [0, width - clip.shape[3], 0, height - clip.shape[2]]))]);
        var masks = torch.cat([.. clips.Select(clip => MaskOf(clip, height, width))]);
        var slow = torch.tensor(SlowRows(clips, stride));
        var parts = indices.SelectMany(Divide).ToArray();
        var length = parts.Max(part => part.Words.Length);
        return new ClipBatch
        {
            Samples = frames.index_select(0, slow),
            Mask = masks.index_select(0, slow),
            SamplesFast = frames,
            MaskFast = masks,
            Durations = [.. parts.Select(part => part.Duration)],
            InputIds = torch.stack(parts.Select(part => torch.tensor(Padded(part.Words, length, 1)))),
            AttentionMask = torch.stack(parts.Select(part => torch.tensor(Padded([.. part.Words.Select(_ => 1)], length, 0)))),
            Targets = [.. indices.SelectMany(Targets)],
            Captions = [.. parts.Select(_ => "")],
            VideoIds = [.. parts.Select(part => part.Video)],
            FramesId = [.. indices.Select(index => Ints(videos[index].GetProperty("frames_id")))],
            InterIdx = [.. parts.Select(part => part.Moment)],
        };
    }

    private IEnumerable<(string Video, int Duration, (int First, int Last) Moment, int[] Words)> Divide(int index)
    {
        var video = videos[index];
        var count = video.GetProperty("n_frames").GetInt32();
        var moment = Ints(video.GetProperty("inter_idx"));
        var size = divided > 0 ? divided : count;
        for (var start = 0; start < count; start += size)
        {
            var (first, last) = (Math.Max(moment[0], start) - start, Math.Min(moment[1], start + size - 1) - start);
            yield return (video.GetProperty("video_id").ToString(), Math.Min(size, count - start), first > last ? (-100, -100) : (first, last), Ints(video.GetProperty("input_ids")));
        }
    }

    private IEnumerable<FrameTarget> Targets(int index)
    {
        var video = videos[index];
        var frames = Ints(video.GetProperty("frames_id"));
        var size = Ints(video.GetProperty("orig_size_h_w"));
        var moment = Ints(video.GetProperty("inter_idx"));
        var boxes = tensors[$"boxes{index}"].data<float>().ToArray().Chunk(4).ToArray();
        return frames.Select((frame, i) => new FrameTarget(
            $"{video.GetProperty("video_id")}_{frame}",
            i >= moment[0] && i <= moment[1] ? [Box(boxes[i - moment[0]])] : [],
            (size[0], size[1]),
            (64, 64)));
    }

    private GroundTruthTube TubeOf(JsonElement video, int index)
    {
        var id = video.GetProperty("video_id").ToString();
        var trajectory = golden.Json.GetProperty("evaluator_trajectories").GetProperty(id).GetProperty("0");
        return new()
        {
            VideoId = id,
            OriginalVideoId = id,
            Caption = "",
            VideoPath = "",
            Width = Ints(videos[index].GetProperty("orig_size_h_w"))[1],
            Height = Ints(videos[index].GetProperty("orig_size_h_w"))[0],
            FrameIds = Ints(videos[index].GetProperty("frames_id")),
            StartFrame = video.GetProperty("tube_start_frame").GetInt32(),
            EndFrame = video.GetProperty("tube_end_frame").GetInt32(),
            Boxes = trajectory.EnumerateObject().ToDictionary(frame => int.Parse(frame.Name, System.Globalization.CultureInfo.InvariantCulture), frame => Corners(frame.Value.GetProperty("bbox"))),
        };
    }

    private static PixelBox Corners(JsonElement box)
    {
        double[] n = [.. box.EnumerateArray().Select(number => number.GetDouble())];
        return new(n[0], n[1], n[0] + n[2], n[1] + n[3]);
    }

    private static torch.Tensor MaskOf(torch.Tensor clip, long height, long width)
    {
        var mask = torch.ones(clip.shape[0], height, width, dtype: torch.ScalarType.Bool);
        mask.narrow(1, 0, clip.shape[2]).narrow(2, 0, clip.shape[3]).zero_();
        return mask;
    }

    private static long[] SlowRows(torch.Tensor[] clips, int stride)
    {
        var rows = new List<long>();
        long start = 0;
        foreach (var count in clips.Select(clip => clip.shape[0]))
        {
            for (var frame = 0L; frame < count; frame += stride)
            {
                rows.Add(start + frame);
            }

            start += count;
        }

        return [.. rows];
    }

    private static long[] Padded(int[] words, int length, long filler) => [.. words.Select(word => (long)word), .. Enumerable.Repeat(filler, length - words.Length)];

    private static BoxF Box(float[] numbers) => new(numbers[0], numbers[1], numbers[2], numbers[3]);

    private static int[] Ints(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetInt32())];
}
