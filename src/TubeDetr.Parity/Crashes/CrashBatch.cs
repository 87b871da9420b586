using System.Globalization;
using TorchSharp;
using TubeDetr.Data;
using TubeDetr.Data.Text;
using TubeDetr.Parity.Training;

namespace TubeDetr.Parity.Crashes;

/// <summary>Videos of noise with a box in each annotated frame, as a batch of the product.</summary>
internal static class CrashBatch
{
    private const int Padding = 1;

    private static readonly BoxF Centre = new(0.5f, 0.5f, 0.4f, 0.4f);

    /// <summary>The scene's videos, or those of them that are wanted; a video has the same pixels in both.</summary>
    public static ClipBatch Of(CrashScene scene, int stride, IEnumerable<int> videos) =>
        new ClipCollator(texts => TokenBatch.Of([.. texts.Select(Tokens)], Padding), stride, scene.DivVid).Collate([.. videos.Select(video => ClipOf(scene, video))]);

    /// <summary>What is true of each video.</summary>
    public static IReadOnlyList<GroundTruthTube> Tubes(CrashScene scene) => [.. scene.Videos.Select((video, i) =>
    {
        var (first, last) = Moment(scene, i);
        return new GroundTruthTube
        {
            VideoId = Id(i),
            OriginalVideoId = Id(i),
            Caption = "",
            VideoPath = "",
            Width = video.Width,
            Height = video.Height,
            FrameIds = [.. Enumerable.Range(0, video.Frames)],
            StartFrame = Math.Max(first, 0),
            EndFrame = last + 1,
            Boxes = Enumerable.Range(0, video.Frames).Where(frame => frame >= first && frame <= last).ToDictionary(frame => frame, _ => new PixelBox(0.3 * video.Width, 0.3 * video.Height, 0.7 * video.Width, 0.7 * video.Height)),
        };
    })];

    private static Clip ClipOf(CrashScene scene, int i)
    {
        var (frames, height, width) = scene.Videos[i];
        var moment = Moment(scene, i);
        torch.manual_seed(i);
        return new()
        {
            Pixels = new GoldenPixels(torch.randn(frames, 3, height, width)),
            Targets = [.. Enumerable.Range(0, frames).Select(frame => new FrameTarget($"{Id(i)}_{frame}", frame >= moment.First && frame <= moment.Last ? [Centre] : [], (height, width), (height, width)))],
            VideoId = Id(i),
            Caption = Id(i),
            FramesId = [.. Enumerable.Range(0, frames)],
            InterIdx = moment,
            QuestionType = scene.Dataset is "vidstg" ? "declarative" : null,
        };
    }

    private static (int First, int Last) Moment(CrashScene scene, int i) => scene.Moments?[i] ?? (1, 3);

    private static string Id(int i) => i.ToString(CultureInfo.InvariantCulture);

    private static int[] Tokens(string caption) => [0, 10 + int.Parse(caption, CultureInfo.InvariantCulture), 11, 12, 2];
}
