using System.Globalization;
using System.Text.Json;
using TubeDetr.Data;
using TubeDetr.Data.Text;
using TubeDetr.Parity.Training;

namespace TubeDetr.Parity.Evaluation;

/// <summary>Videos on which the original was evaluated, in its batches, which the product puts together and divides.</summary>
internal sealed class GoldenVideos(GoldenCase golden)
{
    private const int Padding = 1;

    private readonly JsonElement[] videos = [.. golden.Json.GetProperty("videos").EnumerateArray()];

    /// <summary>The caller disposes of each.</summary>
    public IEnumerable<ClipBatch> Batches(int stride)
    {
        var collator = new ClipCollator(
            texts => TokenBatch.Of([.. texts.Select(text => Ints(videos[int.Parse(text, CultureInfo.InvariantCulture)].GetProperty("input_ids")))], Padding),
            stride,
            golden.Json.GetProperty("div_vid").GetInt32());
        return golden.Json.GetProperty("batches_of_video_indices").EnumerateArray().Select(batch => collator.Collate([.. Ints(batch).Select(ClipOf)]));
    }

    /// <summary>Height and width of a video in pixels.</summary>
    public (int Height, int Width) SizeOf(string videoId)
    {
        var size = videos.First(video => video.GetProperty("video_id").ToString().Equals(videoId, StringComparison.Ordinal)).GetProperty("orig_size_h_w");
        return (size[0].GetInt32(), size[1].GetInt32());
    }

    private Clip ClipOf(int index)
    {
        var video = videos[index];
        var id = video.GetProperty("video_id").ToString();
        var pixels = new GoldenPixels(golden.Tensors[$"clip{index}"].transpose(0, 1));
        var moment = Ints(video.GetProperty("inter_idx"));
        var boxes = new Queue<BoxF>(golden.Tensors.TryGetValue($"boxes{index}", out var annotated)
            ? annotated.data<float>().ToArray().Chunk(4).Select(box => new BoxF(box[0], box[1], box[2], box[3]))
            : []);
        var frames = Ints(video.GetProperty("frames_id"));
        return new()
        {
            Pixels = pixels,
            Targets = [.. frames.Select((frame, i) => new FrameTarget(
                string.Create(CultureInfo.InvariantCulture, $"{id}_{frame}"),
                i >= moment[0] && i <= moment[1] ? [boxes.Dequeue()] : [],
                SizeOf(id),
                (pixels.Height, pixels.Width)))],
            VideoId = id,
            Caption = index.ToString(CultureInfo.InvariantCulture),
            FramesId = frames,
            InterIdx = (moment[0], moment[1]),
            QuestionType = video.TryGetProperty("qtype", out var question) ? question.GetString() : null,
        };
    }

    private static int[] Ints(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetInt32())];
}
