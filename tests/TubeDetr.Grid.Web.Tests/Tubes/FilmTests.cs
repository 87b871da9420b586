using TubeDetr.Grid.Storage.Predictions;
using TubeDetr.Grid.Web.Tubes;

namespace TubeDetr.Grid.Web.Tests.Tubes;

public sealed class FilmTests
{
    [Fact]
    public void Of_BoxesAndTruth_GivesMomentsAndTheOverlapOfAnnotatedFrames()
    {
        var film = Film.Of(Row(SomeClips.Tube(shift: 5, start: 4, end: 7)))!;

        Assert.Equal((0.25, 0.75), (film.TruthStart, film.TruthEnd));
        Assert.Equal((0.5, 1.0), (film.Tracks[0]!.Start, film.Tracks[0]!.End));
        Assert.Equal([false, true, true, false], film.Truth.Select(box => box is not null));
        Assert.Equal([null, 1 / 3.0, 1 / 3.0, null], film.Tracks[0]!.Ious.Select(iou => iou is { } value ? Math.Round(value, 12) : (double?)null).Select(iou => iou is null ? null : iou == Math.Round(1 / 3.0, 12) ? 1 / 3.0 : iou));
        Assert.Equal(2, film.SecondsOf(2));
    }

    [Fact]
    public void Of_ExperimentsThatSawOtherFrames_AreShownOverThoseOfTheOneThatSawMost()
    {
        var coarse = SomeClips.Tube() with { Frames = [0, 5], Boxes = [0, 0, 1, 1, 10, 10, 20, 20], StartProbabilities = [], EndProbabilities = [] };

        var film = Film.Of(Row(coarse, SomeClips.Tube(), null))!;

        Assert.Equal([0, 2, 4, 6], film.Frames);
        Assert.Equal([0, 0, 10, 10], film.Tracks[0]!.Boxes.Select(box => box![0]));
        Assert.Empty(film.Tracks[0]!.Starts);
        Assert.Null(film.Tracks[2]);
    }

    [Fact]
    public void Of_NoBoxes_IsNull() => Assert.Null(Film.Of(Row(null, null)));

    [Fact]
    public void Of_NoStartEndHead_HasNoMoment() => Assert.Null(Film.Of(Row(SomeClips.Tube(start: null, end: null)))!.Tracks[0]!.Start);

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(12, 1)]
    [InlineData(16, 2)]
    [InlineData(99, 2)]
    public void Nearest_AnyFrame_IsTheClosestPicture(int frame, int expected) => Assert.Equal(expected, Film.Nearest([0, 10, 20], frame));

    [Fact]
    public void LanePaths_Track_BreaksTheLineWhereNothingIsAnnotated()
    {
        var track = Film.Of(Row(SomeClips.Tube()))!.Tracks[0]!;

        Assert.Equal("M1.5 0L2.5 0", LanePaths.Ious(track));
        Assert.StartsWith("M0.5 0.857L1.5 0L", LanePaths.Probabilities(track), StringComparison.Ordinal);
        Assert.Equal("", LanePaths.Probabilities(track with { Starts = [] }));
    }

    [Fact]
    public void Overlap_EmptyBoxes_IsZero() => Assert.Equal(0, Overlap.Of([1, 1, 1, 1], [1, 1, 1, 1]));

    private static ClipRow Row(params ClipTube?[] tubes)
    {
        var found = tubes.Select(tube => SomeClips.Clip("a", 0.5, tube: tube)).ToArray();
        return new ClipRow(found[0], [.. found]);
    }
}
