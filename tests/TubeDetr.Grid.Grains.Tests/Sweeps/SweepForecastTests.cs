using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Grains.Experiments;
using TubeDetr.Grid.Grains.Sweeps;

namespace TubeDetr.Grid.Grains.Tests.Sweeps;

public sealed class SweepForecastTests
{
    private const string Yaml = "method: random\nrun_cap: 30\nparameters:\n  lr: {min: 0.1, max: 0.2}\n  backbone: {value: tiny-gn}\n  epochs: {value: 4}\n";

    [Fact]
    public void Of_NothingRanBefore_HasNoEstimate()
    {
        var preview = SweepForecast.Of(Yaml, Some.Catalog, []);

        Assert.Equal((30, 120.0, null, 10), (preview.Experiments, preview.Epochs, preview.Cells, preview.First.Length));
        Assert.Equal(["lr"], preview.Differing);
        Assert.Null(preview.Estimate);
    }

    [Fact]
    public void Of_ExperimentsThatRan_RestsOnTheNearest()
    {
        var preview = SweepForecast.Of(Yaml, Some.Catalog, [Ran("resnet18", 500), Ran("tiny-gn", 10), Ran("tiny-gn", 30), Ran("tiny-gn", 20)]);

        Assert.Equal((TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(40), 3), (preview.Estimate!.PerEpoch, preview.Estimate.Total, preview.Estimate.Experiments));
        Assert.Empty(preview.Estimate.Different);
    }

    [Fact]
    public void Of_OnlyOtherExperimentsRan_SaysInWhatTheyDiffer() =>
        Assert.Equal(["backbone"], SweepForecast.Of(Yaml, Some.Catalog, [Ran("resnet18", 500)]).Estimate!.Different);

    [Fact]
    public void Of_WrongYaml_HasTheErrors() =>
        Assert.Equal("line 1: method must be one of grid, random, sobol, tpe, pbt, not gid; did you mean grid?", SweepForecast.Of("method: gid\nparameters: {lr: {value: 1}}", Some.Catalog, []).Errors[0].ToString());

    private static ExperimentSnapshot Ran(string backbone, int secondsPerEpoch)
    {
        var spec = Some.Spec() with { HyperParameters = HyperParameterSet.Empty.With("lr", HyperParameterValue.Of(0.3)).With("backbone", HyperParameterValue.Of(backbone)) };
        return ExperimentRecord.Create(spec, Some.Time).TakeSlot(Some.Slot(), Some.Time)!
            .End(1, new(Contracts.Trainers.AttemptEnd.Completed, "done"), Some.Time.AddSeconds(4 * secondsPerEpoch))!.ToSnapshot()!;
    }
}
