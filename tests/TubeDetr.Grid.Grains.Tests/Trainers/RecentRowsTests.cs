using TubeDetr.Grid.Grains.Trainers;

namespace TubeDetr.Grid.Grains.Tests.Trainers;

public sealed class RecentRowsTests
{
    private readonly RecentRows _recent = new();

    [Fact]
    public void TakeBack_StoreLacksTheLast_GivesExactlyThose()
    {
        Add(1, 2, 3, 4);

        Assert.Equal([3L, 4L], _recent.TakeBack(2).Select(row => row.Step));
        Assert.Equal(2, _recent.Delivered);
    }

    [Fact]
    public void TakeBack_Twice_GivesThoseBeforeTheFirst()
    {
        Add(1, 2, 3, 4);
        _recent.TakeBack(3);
        Add(4);

        Assert.Equal([2L, 3L, 4L], _recent.TakeBack(1).Select(row => row.Step));
    }

    [Fact]
    public void TakeBack_MoreThanIsKept_GivesWhatIsThere()
    {
        Add([.. Enumerable.Range(1, 20_010).Select(step => (long)step)]);

        var back = _recent.TakeBack(0);

        Assert.Equal((20_000, 11L), (back.Count, back[0].Step));
        Assert.Equal(0, _recent.Delivered);
    }

    private void Add(params long[] steps) => _recent.Add([.. steps.Select(step => Some.Row(step))]);
}
