using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using TubeDetr.Data;
using TubeDetr.Data.Video;
using TubeDetr.Parity.Datasets;

namespace TubeDetr.Parity.Checks;

/// <summary><c>video</c>: which frames of a file ffmpeg returns for a start, a duration and a number of frames, and how it is asked.</summary>
public sealed class VideoCheck : ParityCheck
{
    private const double RateTolerance = 1e-12;

    private readonly FfmpegDecoder decoder = new();

    /// <inheritdoc/>
    public override string Prefix => "video";

    /// <inheritdoc/>
    public override void Run(GoldenCase golden, Comparison comparison)
    {
        foreach (var file in golden.Json.GetProperty("files").EnumerateArray())
        {
            var name = file.GetProperty("file").GetString()!;
            var every = AllFrames(golden[name], file);
            var hashes = Hashes(every);
            comparison.Same("n_frames", $"{name} in all", file.GetProperty("frames_md5").GetArrayLength(), hashes.Length);
            var request = new FrameRequest(golden[name], 0, 0, 0, 0, every.Width, every.Height);
            foreach (var (i, extraction) in file.GetProperty("extractions").EnumerateArray().Index())
            {
                Compare(request, extraction, hashes, $"{name} extractions[{i}]", comparison);
            }
        }
    }

    /// <summary>The bytes of a frame depend on ffmpeg's scaler; which frame it is does not, and is told from a decoding of all frames here.</summary>
    private void Compare(FrameRequest file, JsonElement extraction, string[] hashes, string where, Comparison comparison)
    {
        var (start, duration) = (extraction.GetProperty("ss").GetDouble(), extraction.GetProperty("t").GetDouble());
        var (asked, given) = (extraction.GetProperty("requested_frames").GetInt32(), extraction.GetProperty("n_frames").GetInt32());
        var request = file with { Start = start, Duration = duration, Fps = asked / duration, Frames = asked };
        CompareArguments(extraction, request, where, comparison);
        var wanted = extraction.GetProperty("source_index").Ints().Select(index => hashes[index]).ToArray();
        comparison.SameList("source_index", where, wanted, Hashes(decoder.Read(request with { Frames = given }, CancellationToken.None)));
        comparison.Same("n_frames", $"{where}: refusal of another number of frames than asked for", asked != given, Refuses(request));
    }

    private static void CompareArguments(JsonElement extraction, FrameRequest request, string where, Comparison comparison)
    {
        comparison.NearRelative("ffmpeg arguments", $"{where} fps", extraction.GetProperty("fps").GetDouble(), request.Fps, RateTolerance);
        if (extraction.Optional("argv") is not { } argv)
        {
            return;
        }

        var (original, ours) = (argv.Texts(), request.Arguments().ToArray());
        foreach (var flag in (string[])["-ss", "-t", "-filter_complex"])
        {
            comparison.NearRelative("ffmpeg arguments", $"{where} {flag}", NumberAfter(flag, original), NumberAfter(flag, ours), RateTolerance);
        }

        foreach (var flag in (string[])["-f", "-pix_fmt"])
        {
            comparison.Same("ffmpeg arguments", $"{where} {flag}", After(flag, original), After(flag, ours));
        }

        // Before the input both are options of it: ffmpeg seeks in the file and decodes exactly from there.
        comparison.Holds("ffmpeg arguments", $"{where} order of -ss, -t, -i", Array.IndexOf(ours, "-ss") < Array.IndexOf(ours, "-t") && Array.IndexOf(ours, "-t") < Array.IndexOf(ours, "-i"));
    }

    private static string After(string flag, string[] arguments) => arguments[Array.IndexOf(arguments, flag) + 1];

    private static double NumberAfter(string flag, string[] arguments) =>
        double.Parse(After(flag, arguments).Replace("[0]fps=fps=", "", StringComparison.Ordinal).Replace("[s0]", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private bool Refuses(FrameRequest request)
    {
        try
        {
            decoder.Read(request, CancellationToken.None);
            return false;
        }
        catch (DatasetException)
        {
            return true;
        }
    }

    /// <summary>Every frame of the file, none dropped or repeated.</summary>
    private static RgbFrames AllFrames(string path, JsonElement file)
    {
        using var process = new FfmpegProcess("ffmpeg", ["-loglevel", "error", "-nostdin", "-i", path, "-vsync", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:"], feedsInput: false);
        using var bytes = new MemoryStream();
        process.Output.CopyTo(bytes);
        var (width, height) = (file.GetProperty("width").GetInt32(), file.GetProperty("height").GetInt32());
        return process.WaitForExit() == 0
            ? new(bytes.ToArray(), (int)bytes.Length / (width * height * 3), height, width)
            : throw new InvalidDataException($"{path}: {process.LastWords}");
    }

    private static string[] Hashes(RgbFrames frames) =>
        [.. Enumerable.Range(0, frames.Frames).Select(i => Convert.ToHexString(SHA256.HashData(frames.Bytes.AsSpan(i * frames.FrameSize, frames.FrameSize))))];
}
