using TubeDetr.Training.Evaluation;

namespace TubeDetr.Training.Tests.Evaluation;

public sealed class MomentAssemblerTests
{
    // Position 3 of the second clip is padding, and the likeliest end.
    private static readonly float[] Whole = [9, 0, 0, 0, 0, 9, 0, 0];
    private static readonly float[] Short = [9, 0, 0, 5, 0, 0, 0, 9];

    [Fact]
    public void Assemble_DistinctVideos_LetsPaddingWinAsFrameZero()
    {
        var moments = MomentAssembler.Assemble([Whole, Short], [4, 3], ["a", "b"], [[10, 20, 30, 40], [50, 60, 70]], maskPadding: false);

        Assert.Equal([("a", 10, 31), ("b", 50, 1)], moments.Select(Where));
        Assert.Equal(0.9996, moments[0].StartProbabilities[0], 4);
        Assert.Equal([4, 3], moments.Select(moment => moment.EndProbabilities.Count));
    }

    [Fact]
    public void Assemble_MaskedPadding_NeverChoosesIt()
    {
        var moments = MomentAssembler.Assemble([Whole, Short], [4, 3], ["a", "b"], [[10, 20, 30, 40], [50, 60, 70]], maskPadding: true);

        Assert.Equal(("b", 50, 61), Where(moments[1]));
        Assert.Equal(1, moments[1].EndProbabilities.Sum(), 5);
    }

    [Fact]
    public void Assemble_SeveralDividedVideos_GivesEachItsOwnMoment()
    {
        float[] none = [0, 0, 0, 0, 0, 0, 0, 0];
        float[] late = [0, 0, 0, 0, 9, 0, 0, 9];
        var moments = MomentAssembler.Assemble([Whole, none, none, late], [4, 4, 4, 4], ["a", "a", "b", "b"], [[0, 1, 2, 3, 4, 5, 6, 7], [10, 11, 12, 13, 14, 15, 16, 17]], maskPadding: false);

        Assert.Equal([("a", 0, 3), ("b", 16, 18)], moments.Select(Where));
    }

    private static (string VideoId, double Start, double End) Where(VideoMoment moment) => (moment.VideoId, moment.Start, moment.End);
}
