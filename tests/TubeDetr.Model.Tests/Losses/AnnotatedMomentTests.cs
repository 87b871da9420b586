using TorchSharp;
using TubeDetr.Model.Losses;

namespace TubeDetr.Model.Tests.Losses;

public sealed class AnnotatedMomentTests
{
    [Fact]
    public void Indices_VideosOfUnequalLength_CountFromTheLongest() =>
        Assert.Equal([1L, 2, 5, 6, 7, 8], AnnotatedMoment.Indices([5, 4], [(1, 2), (0, 3)]));

    [Fact]
    public void Indices_EmptyMoment_GivesNothing() => Assert.Equal([5L], AnnotatedMoment.Indices([5, 4], [(-100, -100), (0, 0)]));

    [Theory]
    [InlineData(3, 4)]
    [InlineData(2, 1)]
    public void Indices_MomentOutsideItsVideo_IsRefused(int first, int last) =>
        Assert.Throws<ArgumentException>(() => AnnotatedMoment.Indices([5, 4], [(0, 1), (first, last)]));

    [Fact]
    public void Indices_MomentsForOtherVideos_AreRefused() => Assert.Throws<ArgumentException>(() => AnnotatedMoment.Indices([5, 4], [(0, 1)]));

    [Fact]
    public void Keep_AllLayers_KeepTheSameRows()
    {
        using var scope = torch.NewDisposeScope();
        var boxes = torch.arange(24, torch.float32).view(6, 4);
        var output = new ModelOutput(boxes, null, null, null, [new ModelOutput(boxes * 10, null, null, null, [])]);
        var kept = AnnotatedMoment.Keep(output, [3, 2], [(1, 1), (0, 1)]);
        Assert.Equal([4f, 12, 16], kept.PredBoxes.select(1, 0).data<float>().ToArray());
        Assert.Equal([40f, 120, 160], kept.Auxiliary[0].PredBoxes.select(1, 0).data<float>().ToArray());
    }

    [Fact]
    public void TimeMask_VideosOfUnequalLength_IsFalseBeyond()
    {
        using var mask = AnnotatedMoment.TimeMask([3, 1]);
        Assert.Equal([true, true, true, true, false, false], mask.data<bool>().ToArray());
    }

    [Fact]
    public void TimeMask_TwoQueriesAFrame_HasTwiceThePositions()
    {
        using var mask = AnnotatedMoment.TimeMask([3, 1], queries: 2);
        Assert.Equal([true, true, true, false, false, false, true, false, false, false, false, false], mask.data<bool>().ToArray());
    }
}
