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
            var hashes = Hashes(decoder.Read(every, CancellationToken.None));
            foreach (var (i, extraction) in file.GetProperty("extractions").EnumerateArray().Index())
            {
                Compare(every, extraction, hashes, $"{name} extractions[{i}]", comparison);
            }
        }
    }

    /// <summary>The bytes of a frame depend on ffmpeg's scaler; which frame it is does not, and is told from a decoding of all frames here.</summary>
    private void Compare(FrameRequest every, JsonElement extraction, string[] hashes, string where, Comparison comparison)
    {
        var (start, duration) = (extraction.GetProperty("ss").GetDouble(), extraction.GetProperty("t").GetDouble());
        var (asked, given) = (extraction.GetProperty("requested_frames").GetInt32(), extraction.GetProperty("n_frames").GetInt32());
        var request = every with { Start = start, Duration = duration, Fps = asked / duration, Frames = asked };
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

    private static FrameRequest AllFrames(string path, JsonElement file)
    {
        var rate = file.GetProperty("probe").GetProperty("r_frame_rate").GetString()!.Split('/').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var frames = file.GetProperty("frames_md5").GetArrayLength();
        return new(path, 0, frames, rate[0] / rate[1], frames, file.GetProperty("width").GetInt32(), file.GetProperty("height").GetInt32());
    }

    private static string[] Hashes(RgbFrames frames) =>
        [.. Enumerable.Range(0, frames.Frames).Select(i => Convert.ToHexString(SHA256.HashData(frames.Bytes.AsSpan(i * frames.FrameSize, frames.FrameSize))))];
}
