using TubeDetr.Data.Video;

namespace TubeDetr.Data.Synthetic;

/// <summary>
/// Encodes many clips with one ffmpeg process (starting one takes longer than encoding a clip): the clips are one long video with a key frame at the beginning of each,
/// cut apart there. At a constant quantiser no clip's frames depend on another's.
/// </summary>
internal static class ClipWriter
{
    /// <summary>Writes one file a scene, named by <paramref name="nameOf"/>, into a folder that appears only when all of them are there.</summary>
    public static void Write(string folder, IReadOnlyList<Scene> scenes, Func<int, string> nameOf, CancellationToken cancellationToken)
    {
        var partial = folder + ".partial";
        if (Directory.Exists(partial))
        {
            Directory.Delete(partial, recursive: true);
        }

        Directory.CreateDirectory(partial);
        Encode(Path.Combine(partial, "%06d.mp4"), scenes, cancellationToken);
        for (var i = 0; i < scenes.Count; i++)
        {
            File.Move(Path.Combine(partial, $"{i:D6}.mp4"), Path.Combine(partial, nameOf(i)));
        }

        Directory.Move(partial, folder);
    }

    private static void Encode(string pattern, IReadOnlyList<Scene> scenes, CancellationToken cancellationToken)
    {
        using var ffmpeg = new FfmpegProcess("ffmpeg", Arguments(pattern, scenes.Count), feedsInput: true);
        using (cancellationToken.Register(ffmpeg.Kill))
        {
            try
            {
                Feed(ffmpeg.Input, scenes, cancellationToken);
                ffmpeg.Input.Close();
            }
            catch (IOException)
            {
                // ffmpeg closed its end; its exit code and last words below say why.
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        var exitCode = ffmpeg.WaitForExit();
        var files = Directory.GetFiles(Path.GetDirectoryName(pattern)!).Length;
        if (exitCode != 0 || files != scenes.Count)
        {
            throw new DatasetException(
                $"ffmpeg wrote {files} of {scenes.Count} videos to {Path.GetDirectoryName(pattern)} (exit code {exitCode}; {ffmpeg.LastWords}). Check that the disk has room and that this ffmpeg has the encoder libx264.");
        }
    }

    private static void Feed(Stream input, IReadOnlyList<Scene> scenes, CancellationToken cancellationToken)
    {
        var clip = new byte[SceneTiming.FileFrames * ScenePainter.FrameSize];
        foreach (var scene in scenes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var painter = new ScenePainter(scene);
            for (var frame = 0; frame < SceneTiming.FileFrames; frame++)
            {
                painter.Draw(Math.Max(0, frame - SceneTiming.Delay), clip.AsSpan(frame * ScenePainter.FrameSize, ScenePainter.FrameSize));
            }

            input.Write(clip);
        }
    }

    private static IEnumerable<string> Arguments(string pattern, int clips)
    {
        var size = $"{Scene.Side}x{Scene.Side}";
        var length = $"{SceneTiming.FileFrames}";
        var cuts = string.Join(',', Enumerable.Range(1, Math.Max(1, clips - 1)).Select(i => i * SceneTiming.FileFrames));
        return
        [
            "-hide_banner", "-loglevel", "error", "-y",
            "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size, "-framerate", $"{SceneTiming.Fps}", "-i", "pipe:",
            "-an", "-c:v", "libx264", "-preset", "ultrafast", "-qp", "18", "-threads", "1", "-pix_fmt", "yuv420p",
            "-g", length, "-keyint_min", length, "-sc_threshold", "0", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1",
            "-f", "segment", "-segment_format", "mp4", "-segment_frames", cuts, "-reset_timestamps", "1", pattern,
        ];
    }
}
