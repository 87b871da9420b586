using TubeDetr.Data.Synthetic;
using TubeDetr.Data.Video;
using TubeDetr.Training.Grounding;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Tests.Grounding;

public sealed class GrounderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tubedetr-ground-");

    private TrainingOptions Options => new()
    {
        Backbone = "tiny-gn", HiddenDim = 32, Nheads = 2, EncLayers = 1, DecLayers = 2, DimFeedforward = 32, Stride = 2, Resolution = 64, VideoMaxLen = 12, VideoMaxLenTrain = 12,
        TextEncoderPath = Path.Combine(folder.FullName, "text"),
    };

    [Fact]
    public void Ground_SameSeed_IsTheSameTube()
    {
        var (one, other) = (Ground(Options), Ground(Options));
        Assert.Equal(12, one.Frames.Count);
        Assert.Equal(one.Frames, other.Frames);
        Assert.Equal((one.First, one.Last, one.Confidence), (other.First, other.Last, other.Confidence));
        Assert.True(one.First < one.Last);
        Assert.InRange(one.Confidence!.Value, 1e-6, 1);
        Assert.Equal(one.Last - one.First, one.Inside.Count());
    }

    [Fact]
    public void Ground_WithoutStartEndHead_IsTheWholeSpan()
    {
        var tube = Ground(Options with { Sted = false, GuidedAttn = false, Stride = 0, Fast = false });
        Assert.Equal((0, 12, null), (tube.First, tube.Last, tube.Confidence));
        Assert.Equal((0.0, 3.0), (tube.Start, tube.End));
    }

    [Fact]
    public void Create_WeightsWithoutVocabulary_IsRefused() =>
        Assert.StartsWith("text_encoder_path", Assert.Throws<InvalidOptionsException>(() => Grounder.Create(Options with { Load = "a.pth", TextEncoderPath = "" }, new())).Message, StringComparison.Ordinal);

    [Fact]
    public void Create_ResolutionWithoutATable_IsRefused() =>
        Assert.StartsWith("resolution: 100", Assert.Throws<InvalidOptionsException>(() => Grounder.Create(Options with { Resolution = 100 }, new())).Message, StringComparison.Ordinal);

    public void Dispose() => folder.Delete(recursive: true);

    private GroundedTube Ground(TrainingOptions options)
    {
        SyntheticTextEncoder.Write(options.TextEncoderPath);
        var path = Path.Combine(folder.FullName, "a.mp4");
        using (var encoder = new VideoEncoder(path, 64, 48, 8))
        {
            for (var i = 0; i < 24; i++)
            {
                encoder.Write(Enumerable.Range(0, 64 * 48 * 3).Select(p => (byte)((p * 7) + (i * 5))).ToArray());
            }

            encoder.Finish();
        }

        using var grounder = Grounder.Create(options, new());
        return grounder.Ground(VideoProperties.Read(path), "a red circle moves to the left", null, null, (_, _) => { }, TestContext.Current.CancellationToken);
    }
}
