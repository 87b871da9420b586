using System.Globalization;
using System.Text.Json;
using TorchSharp;
using TubeDetr.Data;
using TubeDetr.Data.Text;

namespace TubeDetr.Parity.Training;

/// <summary>The batches of a <c>train-batches</c> case, put together by the product from the single videos.</summary>
internal sealed class GoldenBatches(GoldenCase golden)
{
    private const int Padding = 1;

    public IReadOnlyList<JsonElement> Descriptions { get; } = [.. golden.Json.GetProperty("batches").EnumerateArray()];

    /// <summary>A tensor of one batch as the original made it.</summary>
    public torch.Tensor this[int batch, string name] => golden.Tensors[string.Create(CultureInfo.InvariantCulture, $"b{batch}.{name}")];

    /// <summary>One batch, collated with this temporal stride.</summary>
    public ClipBatch Collate(int batch, int stride)
    {
        var captions = Descriptions[batch].GetProperty("caption_input_ids").EnumerateArray().Select(Ints).ToArray();
        var collator = new ClipCollator(texts => TokenBatch.Of([.. texts.Select(text => captions[int.Parse(text, CultureInfo.InvariantCulture)])], Padding), stride);
        return collator.Collate(Clips(batch));
    }

    /// <summary>Frames of each video, and first and last annotated one.</summary>
    public (int[] Durations, (int First, int Last)[] Moments) Videos(int batch) =>
        (Ints(Descriptions[batch].GetProperty("durations")), [.. Descriptions[batch].GetProperty("inter_idx").EnumerateArray().Select(moment => (moment[0].GetInt32(), moment[1].GetInt32()))]);

    private List<Clip> Clips(int batch)
    {
        var (durations, moments) = Videos(batch);
        var sizes = Descriptions[batch].GetProperty("video_sizes_t_h_w").EnumerateArray().Select(Ints).ToArray();
        var boxes = new Queue<BoxF>(this[batch, "target_boxes"].data<float>().ToArray().Chunk(4).Select(box => new BoxF(box[0], box[1], box[2], box[3])));
        var clips = new List<Clip>();
        for (var video = 0; video < durations.Length; video++)
        {
            var (frames, height, width) = (durations[video], sizes[video][1], sizes[video][2]);
            var moment = moments[video];
            clips.Add(new Clip
            {
                Pixels = new GoldenPixels(this[batch, "samples_fast"].narrow(0, durations.Take(video).Sum(), frames).narrow(2, 0, height).narrow(3, 0, width)),
                Targets = [.. Enumerable.Range(0, frames).Select(frame => new FrameTarget($"{video}_{frame}", frame >= moment.First && frame <= moment.Last ? [boxes.Dequeue()] : [], (height, width), (height, width)))],
                VideoId = string.Create(CultureInfo.InvariantCulture, $"{batch}-{video}"),
                Caption = video.ToString(CultureInfo.InvariantCulture),
                FramesId = [.. Enumerable.Range(0, frames)],
                InterIdx = moment,
            });
        }

        return clips;
    }

    private static int[] Ints(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetInt32())];
}
