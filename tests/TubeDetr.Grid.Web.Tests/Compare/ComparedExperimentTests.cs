using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Compare;
using TubeDetr.Grid.Web.Curves;

namespace TubeDetr.Grid.Web.Tests.Compare;

public sealed class ComparedExperimentTests
{
    [Fact]
    public void Of_OneSweep_HasShortNamesAndTheColoursOfTheSweep()
    {
        var compared = ComparedExperiment.Of([Some.Experiment(3), Some.Experiment(1)]);

        Assert.Equal([("#04", ExperimentColour.Of(3)), ("#02", ExperimentColour.Of(1))], compared.Select(one => (one.Name, one.Colour)));
    }

    [Fact]
    public void Of_SamePlaceInTwoSweeps_AreToldApart()
    {
        var other = Some.Experiment(0) with { Id = new("sother-01"), Sweep = new("sother") };
        var compared = ComparedExperiment.Of([Some.Experiment(0), other, Some.Experiment(1)]);

        Assert.Equal(["sabc23-01", "sother-01", "sabc23-02"], compared.Select(one => one.Name));
        Assert.Equal([0, 2, 1], compared.Select(one => Enumerable.Range(0, 9).First(i => string.Equals(ExperimentColour.Of(i), one.Colour, StringComparison.Ordinal))));
    }

    [Fact]
    public void Evaluated_BestOrLast_GoesByTheObjective()
    {
        var experiment = Some.Experiment() with { Checkpoints = [SomeClips.Checkpoint(1, 0.3), SomeClips.Checkpoint(2, 0.5), SomeClips.Checkpoint(3, 0.4), SomeClips.Checkpoint(4, null)] };
        var one = ComparedExperiment.Of([experiment])[0];

        Assert.Equal((2, 3), (one.Evaluated(last: false)!.Epoch, one.Evaluated(last: true)!.Epoch));
        Assert.Equal(1, (one with { Now = experiment with { Objective = new Objective("eval_loss", Maximize: false) } }).Evaluated(last: false)!.Epoch);
        Assert.Null((one with { Now = Some.Experiment() }).Evaluated(last: false));
    }
}
