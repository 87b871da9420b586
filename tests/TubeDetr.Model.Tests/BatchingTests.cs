using TorchSharp;

namespace TubeDetr.Model.Tests;

/// <summary>A video says the same alone as beside others, whatever their lengths: also where the original fails.</summary>
public sealed class BatchingTests
{
    public static TheoryData<string, bool, int, string> Ways => new()
    {
        { "the paper", true, 2, "" },
        { "stride 1", true, 1, "" },
        { "long stride", true, 3, "" },
        { "slow only", false, 2, "" },
        { "stride 0", false, 0, "" },
        { "gating", true, 2, "gating" },
        { "pool", true, 2, "pool" },
        { "noslow", true, 2, "noslow" },
        { "transformer", true, 2, "transformer" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Forward_VideosOfUnequalLength_EqualsEachAlone(string way, bool fast, int stride, string mode)
    {
        Assert.NotEmpty(way);
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        using var model = Some.Model(Some.Options with { Fast = fast, Stride = stride, FastMode = mode });
        ModelInput[] videos = [Some.Video(stride, 7), Some.Video(stride, 3), Some.Video(stride, 4)];
        var together = model.Forward(Some.Join(videos), withAttention: true);
        for (var i = 0; i < videos.Length; i++)
        {
            var frames = videos[i].Durations[0];
            if (stride == 0 && frames < 7)
            {
                continue; // as in the original nothing hides the frames that a shorter video lacks
            }

            var alone = model.Forward(videos[i], withAttention: true);
            Close.Within("boxes", alone.PredBoxes, together.PredBoxes.view(3, 7, 4)[i].narrow(0, 0, frames), 1e-5);
            Close.Within("sted", alone.PredSted![0], together.PredSted![i].narrow(0, 0, frames), 1e-4);
            Close.Within("weights", alone.Weights![0], together.Weights![i].narrow(0, 0, frames).narrow(1, 0, frames), 1e-5);
            Close.Within("cross", alone.CrossAttention!, together.CrossAttention!.view(3, 7, 1, -1)[i].narrow(0, 0, frames), 1e-5);
        }
    }

    [Fact]
    public void Forward_WithoutTemporalAttention_EqualsEachFrameByItself()
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        using var model = Some.Model(Some.Options with { NoTsa = true, NoTimeEmbed = true });
        ModelInput[] videos = [Some.Video(2, 6), Some.Video(2, 3)];
        var together = model.Forward(Some.Join(videos));
        Assert.Equal([12L, 1, 1], together.Weights!.shape);
        Close.Within("boxes", model.Forward(videos[1]).PredBoxes, together.PredBoxes.view(2, 6, 4)[1].narrow(0, 0, 3), 1e-5);
    }

    [Fact]
    public void Forward_TransformerModeWithoutTimeEncodings_Works()
    {
        using var scope = torch.NewDisposeScope();
        using var model = Some.Model(Some.Options with { FastMode = "transformer", NoTimeEmbed = true });
        Assert.Equal([8L, 4], model.Forward(Some.Videos(2, 4, 3)).PredBoxes.shape);
    }

    [Fact]
    public void Forward_LongerCaptionBeside_ChangesNothing()
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        using var model = Some.Model(Some.Options);
        var video = Some.Video(2, 4);
        var alone = model.Forward(video);
        var padded = video with
        {
            InputIds = torch.cat([video.InputIds, torch.ones(1, 3, torch.int64)], 1),
            AttentionMask = torch.cat([video.AttentionMask, torch.zeros(1, 3, torch.int64)], 1),
        };
        Close.Within("boxes", alone.PredBoxes, model.Forward(padded).PredBoxes, 1e-5);
    }

    [Fact]
    public void Forward_SeveralQueries_GivesABoxForEach()
    {
        using var scope = torch.NewDisposeScope();
        using var model = Some.Model(Some.Options with { NumQueries = 3 });
        var output = model.Forward(Some.Videos(2, 4, 3), withAttention: true);
        Assert.Equal([24L, 4], output.PredBoxes.shape);
        Assert.Equal([2L, 12, 2], output.PredSted!.shape);
        Assert.Equal(3, output.CrossAttention!.shape[1]);
    }

    [Fact]
    public void Forward_SeveralQueriesWithoutTemporalAttention_AttendWithinAFrame()
    {
        using var scope = torch.NewDisposeScope();
        using var model = Some.Model(Some.Options with { NumQueries = 3, NoTsa = true });
        var output = model.Forward(Some.Videos(2, 4), withAttention: true);
        Assert.Equal([4L, 3, 3], output.Weights!.shape);
        Assert.Equal([12L, 4], output.PredBoxes.shape);
    }

    [Theory]
    [InlineData(17, "video_max_len_train")]
    public void Forward_MoreFramesThanTimeEncodings_SaysWhatToDo(int frames, string expected)
    {
        using var scope = torch.NewDisposeScope();
        using var model = Some.Model(Some.Options);
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => model.Forward(Some.Videos(2, frames))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forward_FramesThatDoNotFit_AreCounted()
    {
        using var scope = torch.NewDisposeScope();
        using var model = Some.Model(Some.Options);
        var input = Some.Videos(2, 4) with { Durations = [6] };
        Assert.Contains("need 3 slow frames, but there are 2", Assert.Throws<ArgumentException>(() => model.Forward(input)).Message, StringComparison.Ordinal);
        Assert.Contains("SamplesFast", Assert.Throws<ArgumentException>(() => model.Forward(Some.Videos(2, 4) with { SamplesFast = null })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forward_CaptionLongerThanPositions_SaysWhatToDo()
    {
        using var scope = torch.NewDisposeScope();
        using var model = Some.Model(Some.Options);
        var input = Some.Video(2, 4) with { InputIds = torch.full([1L, 19], 5, torch.int64), AttentionMask = torch.ones(1, 19, torch.int64) };
        Assert.Contains("19 tokens is longer than the 18", Assert.Throws<ArgumentException>(() => model.Forward(input)).Message, StringComparison.Ordinal);
    }
}
