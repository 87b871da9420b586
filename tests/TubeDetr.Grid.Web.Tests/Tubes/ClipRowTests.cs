using TubeDetr.Grid.Web.Tubes;

namespace TubeDetr.Grid.Web.Tests.Tubes;

public sealed class ClipRowTests
{
    private static readonly System.Collections.Immutable.ImmutableArray<ClipRow> Rows = ClipRows.Of(
    [
        SomeClips.Clips(SomeClips.Clip("a", 0.2), SomeClips.Clip("b", 0.9), SomeClips.Clip("c", 0.5)),
        SomeClips.Clips(SomeClips.Clip("c", 0.2), SomeClips.Clip("a", 0.4), SomeClips.Clip("d", 1)),
        null,
    ]);

    [Fact]
    public void Of_DifferentClips_LinesUpWhatIsTheSame()
    {
        Assert.Equal(["a", "b", "c", "d"], Rows.Select(row => row.Clip.Key));
        Assert.Equal([0.2, 0.4, null], Rows[0].Found.Select(clip => clip?.Viou));
        Assert.Null(Rows[1].Found[1]);
    }

    [Theory]
    [InlineData(ClipOrder.Worst, "acbd")]
    [InlineData(ClipOrder.Best, "dbca")]
    [InlineData(ClipOrder.Apart, "cabd")]
    [InlineData(ClipOrder.Gain, "cabd")]
    public void Sorted_Order_GoesByWhatWasAskedFor(ClipOrder order, string expected) =>
        Assert.Equal(expected, string.Concat(ClipRows.Sorted(Rows, order, (0, 1)).Select(row => row.Clip.Key)));

    [Fact]
    public void Sorted_GainOfTheOther_TurnsTheOrder() =>
        Assert.Equal("acbd", string.Concat(ClipRows.Sorted(Rows, ClipOrder.Gain, (1, 0)).Select(row => row.Clip.Key)));
}
