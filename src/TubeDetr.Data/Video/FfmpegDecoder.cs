namespace TubeDetr.Data.Video;

/// <summary>Decodes with the ffmpeg program, as the original does: the choice of frames by its <c>fps</c> filter is part of the data set's definition.</summary>
/// <param name="executable">Name or path of the program.</param>
public sealed class FfmpegDecoder(string executable = "ffmpeg") : IFrameSource
{
    /// <inheritdoc/>
    public RgbFrames Read(FrameRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!File.Exists(request.Path))
        {
            throw new DatasetException($"The video {request.Path} does not exist; put it there, or correct the video folder in the data set's configuration.") { VideoPath = request.Path };
        }

        var bytes = new byte[request.ByteCount];
        using var process = new FfmpegProcess(executable, request.Arguments(), feedsInput: false);
        int read, more;
        using (cancellationToken.Register(process.Kill))
        {
            read = process.Output.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            more = CountRest(process.Output);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var exitCode = process.WaitForExit();
        Check(request, read, more, exitCode, process);
        return new RgbFrames(bytes, request.Frames, request.Height, request.Width);
    }

    private static int CountRest(Stream output)
    {
        var rest = 0;
        Span<byte> buffer = stackalloc byte[4096];
        while (output.Read(buffer) is > 0 and var n)
        {
            rest += n;
        }

        return rest;
    }

    private static void Check(FrameRequest request, int read, int more, int exitCode, FfmpegProcess process)
    {
        if (exitCode != 0)
        {
            throw new DatasetException($"The video {request.Path} could not be decoded (exit code {exitCode}; {process.LastWords}). Replace the file, or take it out of the annotations.") { VideoPath = request.Path };
        }

        if (read == request.ByteCount && more == 0)
        {
            return;
        }

        var frameSize = request.Width * request.Height * 3;
        throw new DatasetException(
            $"The video {request.Path} gave {(read + (long)more) / (double)frameSize:0.##} frames of {request.Width}x{request.Height} pixels where its annotation asks for {request.Frames} "
            + $"({request.Duration:0.###} s from {request.Start:0.###} s at {request.Fps:0.###} frames a second; {process.LastWords}). It is shorter, longer or of another size than annotated, or damaged: "
            + "replace the file, correct the annotation, or take it out.") { VideoPath = request.Path };
    }
}
