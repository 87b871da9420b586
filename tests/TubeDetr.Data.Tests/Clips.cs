using TubeDetr.Data.Video;

namespace TubeDetr.Data.Tests;

/// <summary>Clips of any size with pixels that tell one another apart.</summary>
public static class Clips
{
    public static Clip Of(string id, int frames, int height, int width, (int First, int Last) moment = default) => new()
    {
        Pixels = new RgbFrames([.. Enumerable.Range(0, frames * height * width * 3).Select(i => (byte)(i * 7))], frames, height, width),
        Targets = [.. Enumerable.Range(0, frames).Select(i => new FrameTarget($"{id}_{i}", moment.First <= i && i <= moment.Last ? [default] : [], (height, width), (height, width)))],
        VideoId = id,
        Caption = $"caption of {id}",
        FramesId = [.. Enumerable.Range(0, frames)],
        InterIdx = moment,
    };
}
