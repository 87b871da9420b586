using TubeDetr.Grid.Web.Compare;

namespace TubeDetr.Grid.Web.Tests.Compare;

public sealed class ChosenExperimentsTests
{
    [Fact]
    public void At_TwoSweeps_BringsTheirExperimentsTogether()
    {
        var chosen = At(At(new(), "sweeps/sa?pick=1,3"), "sweeps/sb?pick=2");
        Assert.Equal("?x=sa-01,sa-03,sb-02", chosen.State.Write());

        Assert.Equal("?x=sb-02", At(chosen, "sweeps/sa").State.Write());
        Assert.Equal(chosen.State.Write(), At(At(chosen, "cluster"), "sweeps/new").State.Write());
    }

    [Fact]
    public void At_AComparison_IsWhatIsCompared()
    {
        var chosen = At(new(), "sweeps/sa?pick=1,3");

        Assert.Equal(chosen.State.Write(), At(chosen, "compare").State.Write());
        Assert.Equal("?x=sc-01", At(chosen, "compare?x=sc-01").State.Write());
    }

    private static ChosenExperiments At(ChosenExperiments before, string path) => before.At(path, "http://host/" + path);
}
