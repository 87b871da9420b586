using System.Globalization;
using System.Text.Json;

namespace TubeDetr.Data.Video;

/// <summary>What ffprobe says of the first video stream of a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Width">Pixels, as it is shown.</param>
/// <param name="Height">Pixels, as it is shown.</param>
/// <param name="Fps">Frames a second, on average.</param>
/// <param name="Start">Second of its first frame, mostly 0.</param>
/// <param name="Duration">Seconds.</param>
public sealed record VideoProperties(string Path, int Width, int Height, double Fps, double Start, double Duration)
{
    /// <summary>Second at which it ends.</summary>
    public double End => Start + Duration;

    /// <exception cref="DatasetException">There is no such file, or it is no video.</exception>
    public static VideoProperties Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new DatasetException($"The video {path} does not exist.");
        }

        using var process = new FfmpegProcess(
            "ffprobe", ["-v", "error", "-select_streams", "v:0", "-show_streams", "-show_format", "-of", "json", path], feedsInput: false);
        using var said = new MemoryStream();
        process.Output.CopyTo(said);
        var exitCode = process.WaitForExit();
        if (exitCode != 0)
        {
            throw new DatasetException($"{path} is not a video that ffmpeg can read ({process.LastWords}).");
        }

        using var json = JsonDocument.Parse(said.ToArray());
        return json.RootElement.TryGetProperty("streams", out var streams) && streams.GetArrayLength() > 0
            ? Of(path, streams[0], json.RootElement.GetProperty("format"))
            : throw new DatasetException($"{path} holds no video.");
    }

    private static VideoProperties Of(string path, JsonElement stream, JsonElement format)
    {
        var (width, height) = (stream.GetProperty("width").GetInt32(), stream.GetProperty("height").GetInt32());
        var duration = Number(stream, "duration") ?? Number(format, "duration")
            ?? throw new DatasetException($"{path} does not say how long it is; pack it anew: ffmpeg -i {path} -c copy new.mp4");
        var fps = Ratio(stream, "avg_frame_rate") ?? Ratio(stream, "r_frame_rate") ?? throw new DatasetException($"{path} does not say how many frames a second it has; is it a picture?");
        var (shownWidth, shownHeight) = IsTurned(stream) ? (height, width) : (width, height);
        return new(path, shownWidth, shownHeight, fps, Number(stream, "start_time") ?? 0, duration);
    }

    // ffmpeg turns the frames of a phone's video upright as it decodes them.
    private static bool IsTurned(JsonElement stream) =>
        stream.TryGetProperty("side_data_list", out var list)
        && list.EnumerateArray().Any(data => data.TryGetProperty("rotation", out var turn) && Math.Abs(turn.GetDouble()) % 180 == 90);

    private static double? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double? Ratio(JsonElement stream, string name)
    {
        var parts = stream.GetProperty(name).GetString()!.Split('/');
        var (over, under) = (double.Parse(parts[0], CultureInfo.InvariantCulture), parts.Length > 1 ? double.Parse(parts[1], CultureInfo.InvariantCulture) : 1);
        return over > 0 && under > 0 ? over / under : null;
    }
}
