using TubeDetr.Grid.Web.Drafts;

namespace TubeDetr.Grid.Web.Tests.Drafts;

public sealed class SweepPaceTests
{
    [Fact]
    public void Of_Sweeps_IsThatOfTheNewestThatHasTrained()
    {
        var fresh = Some.Sweep([Some.Experiment()]) with { EpochsDone = 0 };
        var trained = Some.Sweep([Some.Experiment()]) with { Name = "older", EpochsDone = 4, SlotTime = TimeSpan.FromMinutes(6), SlotsSince = [Some.Start] };
        Assert.Equal(new SweepPace("older", TimeSpan.FromMinutes(2)), SweepPace.Of([fresh, trained], Some.Start.AddMinutes(2)));
        Assert.Null(SweepPace.Of([fresh], Some.Start));
    }
}
