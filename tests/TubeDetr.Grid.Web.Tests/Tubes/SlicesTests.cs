using TubeDetr.Grid.Web.Tubes;

namespace TubeDetr.Grid.Web.Tests.Tubes;

public sealed class SlicesTests
{
    [Fact]
    public void Of_QuestionsLengthsAndSizes_AveragesEachPart()
    {
        var evaluation = SomeClips.Clips([.. Enumerable.Range(1, 6).Select(i =>
            SomeClips.Clip($"c{i}", i / 10.0, i % 2 == 0 ? "declarative" : "interrogative", seconds: i, part: 0.1))]);

        var slices = Slices.Of(ClipRows.Of([evaluation]), ClipMetric.Named("viou"));

        Assert.Equal(
            [("all clips", "", 6), ("question", "declarative", 3), ("question", "interrogative", 3), ("tube length", "1–2 s", 2), ("tube length", "3–4 s", 2), ("tube length", "5–6 s", 2)],
            slices.Select(slice => (slice.Group, slice.Name, slice.Count)));
        Assert.Equal([0.35, 0.4, 0.3, 0.15, 0.35, 0.55], slices.Select(slice => Math.Round(slice.Means[0]!.Value, 6)));
    }

    [Fact]
    public void Of_Threshold_CountsClipsAboveIt()
    {
        var rows = ClipRows.Of([SomeClips.Clips(SomeClips.Clip("a", 0.3), SomeClips.Clip("b", 0.31)), SomeClips.Clips(SomeClips.Clip("a", 0.9))]);

        var all = Assert.Single(Slices.Of(rows, ClipMetric.Named("viou@0.3")));

        Assert.Equal([0.5, 1.0], all.Means.Select(mean => mean!.Value));
        Assert.Equal(0.5, all.Difference(1));
    }

    [Fact]
    public void Of_NoClips_IsEmpty() => Assert.Empty(Slices.Of([], ClipMetric.Named("viou")));
}
