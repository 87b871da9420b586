using OpenCvSharp;
using TubeDetr.Data.Drawing;
using TubeDetr.Data.Tests.Video;
using TubeDetr.Data.Video;

namespace TubeDetr.Data.Tests.Drawing;

public sealed class TubeFilmTests
{
    [Fact]
    public void Write_TubeInAVideo_DrawsTheBoxInsideItOnly()
    {
        using var folder = new TemporaryFolder();
        var video = SomeVideo.Write(Path.Combine(folder.Path, "a.mp4"), 32, width: 160, height: 120);
        var (film, sheet) = (Path.Combine(folder.Path, "film.mp4"), Path.Combine(folder.Path, "sheet.png"));
        var track = new TubeTrack("ein Hund läuft – “schnell”", 0, 4, 1, 3, [(1, new(40, 30, 120, 80))]);
        var counted = new Counting();
        TubeFilm.Write(new VideoSpan(video, 0, 4, 8), track, "a remark", film, sheet, counted, TestContext.Current.CancellationToken);

        Assert.Equal(32, counted.Last);
        var written = VideoProperties.Read(film);
        Assert.Equal((160, 120, 8.0), (written.Width, written.Height, written.Fps));
        byte[][] frames = [.. new VideoSpan(written, 0, 4, 8).Decode(TestContext.Current.CancellationToken)];
        Assert.False(IsYellow(frames[4]));
        Assert.True(IsYellow(frames[16]));
        Assert.False(IsYellow(frames[28]));

        using var page = Cv2.ImRead(sheet);
        Assert.Equal(8 + (4 * 328), page.Width);
        Assert.Equal(64 + (3 * 248), page.Height);
    }

    [Fact]
    public void Write_NoTube_ShowsTheWholeSpan()
    {
        using var folder = new TemporaryFolder();
        var video = SomeVideo.Write(Path.Combine(folder.Path, "a.mp4"), 8, width: 64, height: 48);
        var sheet = Path.Combine(folder.Path, "sheet.png");
        TubeFilm.Write(new VideoSpan(video, 0, 1, 8), new TubeTrack("", 0, 1, 0.5, 0.5, [(0, default)]), "", Path.Combine(folder.Path, "film.mp4"), sheet, new Counting(), TestContext.Current.CancellationToken);
        using var page = Cv2.ImRead(sheet);
        Assert.Equal(64 + (2 * 248), page.Height);
    }

    // Where the upper edge of the box is.
    private static bool IsYellow(byte[] frame)
    {
        var pixel = frame.AsSpan(((30 * 160) + 80) * 3, 3);
        return pixel[0] - pixel[2] > 60 && pixel[1] - pixel[2] > 60;
    }

    private sealed class Counting : IProgress<int>
    {
        public int Last { get; private set; }

        public void Report(int value) => Last = value;
    }
}
