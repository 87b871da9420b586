namespace TubeDetr.Data.Video;

/// <summary>Decodes many short clips with one ffmpeg process, which starts in the time that several of them take to decode.</summary>
internal static class FfmpegGroup
{
    /// <summary>Bytes of a request beyond which the start of a process no longer matters.</summary>
    public const int LargestRequest = 2 << 20;

    /// <summary>
    /// Hands over the frames of every request that gives what it should. Where one video is broken ffmpeg may give up on all of them: what is missing then is left to be
    /// decoded by itself, which says what is wrong with it.
    /// </summary>
    public static void Decode(IReadOnlyList<FrameRequest> requests, Action<FrameRequest, byte[]> receive, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("tubedetr-frames-").FullName;
        try
        {
            var outputs = requests.Select((r, i) => (Request: r, File: Path.Combine(folder, $"{i}.rgb"))).ToArray();
            using (var process = new FfmpegProcess("ffmpeg", FrameRequest.Arguments(outputs), feedsInput: false))
            using (cancellationToken.Register(process.Kill))
            {
                if (process.WaitForExit() != 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    return;
                }
            }

            foreach (var (request, file) in outputs.Where(o => new FileInfo(o.File) is { Exists: true } f && f.Length == o.Request.ByteCount))
            {
                receive(request, File.ReadAllBytes(file));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
