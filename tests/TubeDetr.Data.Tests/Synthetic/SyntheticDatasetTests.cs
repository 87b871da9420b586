using TubeDetr.Data.HcStvg;
using TubeDetr.Data.Randomness;
using TubeDetr.Data.Synthetic;
using TubeDetr.Data.Video;

namespace TubeDetr.Data.Tests.Synthetic;

public sealed class SyntheticDatasetTests : IDisposable
{
    private static readonly DatasetOptions Demo = new() { Resolution = 64, VideoMaxLen = 8, Stride = 2, TmpCrop = false };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Generate_SameSeedTwice_GivesSameAnnotationsAndFrames()
    {
        var options = new SyntheticOptions { Clips = 10, Seed = 7, Distractors = 1 };
        var (a, b) = (Make("a", options), Make("b", options));
        foreach (var file in new[] { "raw/train.json", "raw/test.json", "train_proc.json", "test_proc.json", "dataset.json", "roberta/vocab.json", "roberta/merges.txt", "roberta/config.json" })
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(a.Folder, file)), File.ReadAllBytes(Path.Combine(b.Folder, file)));
        }

        var (first, second) = (Open(a), Open(b));
        for (var i = 0; i < first.Train!.Count; i++)
        {
            Assert.Equal(Decode(first.Train!.Tubes[i]).Bytes, Decode(second.Train!.Tubes[i]).Bytes);
        }

        Assert.NotEqual(File.ReadAllBytes(Path.Combine(a.Folder, "raw/train.json")), File.ReadAllBytes(Path.Combine(Make("c", options with { Seed = 8 }).Folder, "raw/train.json")));
    }

    [Fact]
    public void Generate_WithoutDistractors_EveryChosenFrameShowsTheTargetExactlyInsideTheTube()
    {
        var data = Open(Make("a", new SyntheticOptions { Clips = 20 }));
        Assert.Equal((18, 2), (data.Train!.Count, data.Evaluation[0].Dataset.Count));
        foreach (var tube in data.Train!.Tubes)
        {
            Assert.Equal(8, tube.FrameIds.Count);
            Assert.InRange(tube.Boxes.Count, 3, 6);
            var frames = Decode(tube);
            var empty = FrameAt(frames, tube, tube.FrameIds[0]);
            for (var i = 0; i < 8; i++)
            {
                var changed = Changed(frames, i, empty);
                if (tube.Boxes.TryGetValue(tube.FrameIds[i], out var box))
                {
                    Assert.True(Overlap(changed!.Value, box) > 0.75, $"{tube.VideoPath} frame {i}: {changed} against {box}");
                }
                else
                {
                    Assert.Null(changed);
                }
            }
        }
    }

    [Fact]
    public void Generate_Finished_IsRecognisedAndOtherOptionsAreRefused()
    {
        var options = new SyntheticOptions { Clips = 10 };
        Assert.False(Make("a", options).AlreadyThere);
        var written = Directory.GetFiles(_folder.At("a", "video"), "*.mp4", SearchOption.AllDirectories).Max(File.GetLastWriteTimeUtc);
        Assert.True(Make("a", options).AlreadyThere);
        Assert.Equal(written, Directory.GetFiles(_folder.At("a", "video"), "*.mp4", SearchOption.AllDirectories).Max(File.GetLastWriteTimeUtc));
        var error = Assert.Throws<DatasetException>(() => Make("a", options with { Seed = 3 }));
        Assert.Contains("seed 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_CancelledHalfWay_IsCompletedLaterWithTheSameResult()
    {
        var options = new SyntheticOptions { Clips = 60, Distractors = 2 };
        using var cancel = new CancellationTokenSource();
        var progress = new CancellingProgress(cancel);
        Assert.ThrowsAny<OperationCanceledException>(() => SyntheticDataset.Generate(_folder.At("a"), options, progress, cancel.Token));
        Assert.False(File.Exists(_folder.At("a", "dataset.json")));
        var whole = Make("b", options);
        var resumed = Make("a", options);
        Assert.False(resumed.AlreadyThere);
        Assert.Equal(File.ReadAllBytes(_folder.At("b", "train_proc.json")), File.ReadAllBytes(_folder.At("a", "train_proc.json")));
        var (a, b) = (Open(resumed), Open(whole));
        foreach (var i in new[] { 0, 49, 50, 53 })
        {
            Assert.Equal(Decode(b.Train!.Tubes[i]).Bytes, Decode(a.Train!.Tubes[i]).Bytes);
        }
    }

    [Fact]
    public void Generate_ForeignFolderOrBadOptions_IsRefused()
    {
        File.WriteAllText(_folder.At("train.json"), "{}");
        Assert.Throws<DatasetException>(() => SyntheticDataset.Generate(_folder.Path, new SyntheticOptions()));
        var error = Assert.Throws<ArgumentException>(() => Make("x", new SyntheticOptions { Clips = 3, Distractors = 4 }));
        Assert.Contains("clips = 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("distractors = 4", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_FolderThatCannotBeWritten_SaysSo()
    {
        File.WriteAllText(_folder.At("file"), "x");
        var error = Assert.Throws<DatasetException>(() => SyntheticDataset.Generate(_folder.At("file", "set"), new SyntheticOptions { Clips = 10 }, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("write permission", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokenizer_OfTheSet_MakesOneTokenOfEachCaptionWord()
    {
        var report = Make("a", new SyntheticOptions { Clips = 10 });
        var data = Open(report);
        Assert.Equal(11, data.Tokenizer.Encode("the red square that moves to the left, then stops").Count - 2);
        foreach (var caption in data.Train!.Tubes.Select(t => t.Caption))
        {
            Assert.Equal(caption.Replace(",", " ,", StringComparison.Ordinal).Split(' ').Length, data.Tokenizer.Encode(caption).Count - 2);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static VideoGroundingData Open(SyntheticReport report) => VideoGroundingData.Open(DatasetConfig.Load(report.ConfigPath), Demo);

    private static RgbFrames Decode(GroundTruthTube tube) => new FfmpegDecoder().Read(
        new FrameRequest(tube.VideoPath, 0, HcStvgDataset.Duration, tube.FrameIds.Count / HcStvgDataset.Duration, tube.FrameIds.Count, tube.Width, tube.Height), TestContext.Current.CancellationToken);

    private static byte[] FrameAt(RgbFrames frames, GroundTruthTube tube, int id)
        => frames.Bytes.AsSpan(((List<int>)[.. tube.FrameIds]).IndexOf(id) * frames.FrameSize, frames.FrameSize).ToArray();

    /// <summary>Box around the pixels that differ clearly from the empty scene.</summary>
    private static PixelBox? Changed(RgbFrames frames, int index, byte[] empty)
    {
        var points = (from y in Enumerable.Range(0, frames.Height)
                      from x in Enumerable.Range(0, frames.Width)
                      let at = (y * frames.Width + x) * 3
                      where Enumerable.Range(at, 3).Sum(i => Math.Abs(frames.Bytes[index * frames.FrameSize + i] - empty[i])) > 60
                      select (x, y)).ToArray();
        return points.Length == 0 ? null : new PixelBox(points.Min(p => p.x), points.Min(p => p.y), points.Max(p => p.x) + 1, points.Max(p => p.y) + 1);
    }

    private static double Overlap(PixelBox a, PixelBox b)
    {
        var width = Math.Max(0, Math.Min(a.X1, b.X1) - Math.Max(a.X0, b.X0));
        var height = Math.Max(0, Math.Min(a.Y1, b.Y1) - Math.Max(a.Y0, b.Y0));
        var union = (a.X1 - a.X0) * (a.Y1 - a.Y0) + (b.X1 - b.X0) * (b.Y1 - b.Y0) - width * height;
        return width * height / union;
    }

    private SyntheticReport Make(string name, SyntheticOptions options)
        => SyntheticDataset.Generate(_folder.At(name), options, cancellationToken: TestContext.Current.CancellationToken);

    private sealed class CancellingProgress(CancellationTokenSource source) : IProgress<SyntheticProgress>
    {
        public void Report(SyntheticProgress value) => source.Cancel();
    }
}
