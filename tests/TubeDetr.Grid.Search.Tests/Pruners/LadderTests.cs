using TubeDetr.Grid.Search.Pruners;

namespace TubeDetr.Grid.Search.Tests.Pruners;

public sealed class LadderTests
{
    [Fact]
    public void Next_OfTheFirstBracket_GoesUpByEtaToTheEnd() => Assert.Equal([1, 3, 9, 27], Rungs(new Ladder(1, null, 3, 1), 0));

    [Fact]
    public void Next_OfALaterBracket_LeavesRungsOut() => Assert.Equal([9, 27], Rungs(new Ladder(1, null, 3, 3), 2));

    [Fact]
    public void Next_WithALimit_HasNoRungFromThereOn() => Assert.Equal([1, 3, 27], Rungs(new Ladder(1, 9, 3, 1), 0));

    [Fact]
    public void Next_WithAnEtaThatIsNoWholeNumber_RoundsDownAndRepeatsNone() => Assert.Equal([1, 2, 3, 5, 7, 11, 17, 25, 27], Rungs(new Ladder(1, null, 1.5, 1), 0));

    [Fact]
    public void Bracket_OfManyExperiments_GivesEachAboutItsShare()
    {
        var ladder = new Ladder(1, null, 3, 3);
        var counts = Enumerable.Range(0, 130).CountBy(ladder.Bracket).OrderBy(pair => pair.Key).Select(pair => pair.Value).ToArray();

        Assert.All(counts.Zip([90, 30, 10]), pair => Assert.InRange(pair.First, pair.Second - 3, pair.Second + 3));
    }

    private static int[] Rungs(Ladder ladder, int bracket)
    {
        var rungs = new List<int> { 0 };
        while (rungs[^1] < 27)
        {
            rungs.Add(ladder.Next(bracket, rungs[^1], 27));
        }

        return [.. rungs.Skip(1)];
    }
}
