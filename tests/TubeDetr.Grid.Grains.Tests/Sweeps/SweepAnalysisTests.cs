using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Grains.Experiments;
using TubeDetr.Grid.Grains.Sweeps;

namespace TubeDetr.Grid.Grains.Tests.Sweeps;

public sealed class SweepAnalysisTests
{
    private static readonly Objective Fast = new("seconds_per_clip", Maximize: false);

    [Fact]
    public void Samples_OfRows_AreTheBestOfThoseThatEnded() => Assert.Equal(
        [(0, 0.5, false), (1, 0.3, true), (3, null, false)],
        SweepAnalysis.Samples(
                [
                    Row(0, ExperimentState.Completed, 0.5, 0.4),
                    Row(1, ExperimentState.Pruned, 0.3, 0.3),
                    Row(2, ExperimentState.Running, 0.9, 0.9),
                    Row(3, ExperimentState.Failed, 0.7, 0.7),
                ],
                "viou")
            .Select(sample => (sample.Index, sample.Value, sample.IsPruned)));

    [Fact]
    public void Samples_OfAnotherMetric_AreItsLastValues() =>
        Assert.Equal([2.5, null], SweepAnalysis.Samples([Row(0, ExperimentState.Completed, 0.5, 0.4, seconds: 2.5), Row(1, ExperimentState.Completed, 0.5, 0.4)], "seconds_per_clip").Select(sample => sample.Value));

    [Fact]
    public void Pareto_OfRows_PutsTheFrontFirstAndCountsTheIncomplete()
    {
        var pareto = SweepAnalysis.Pareto(
            [
                Row(0, ExperimentState.Completed, 0.5, 0.4, seconds: 3),
                Row(1, ExperimentState.Running, 0.5, 0.5, seconds: 4),
                Row(2, ExperimentState.Pruned, 0.5, 0.3, seconds: 3.5),
                Row(3, ExperimentState.Completed, 0.5, 0.9),
            ],
            [Some.Objective, Fast]);

        Assert.Equal([(1, 0), (0, 0), (2, 1)], pareto.Points.Select(point => (Row: int.Parse(point.Experiment.Value[^2..], System.Globalization.CultureInfo.InvariantCulture) - 1, point.Rank)));
        Assert.Equal([0.5, 4], pareto.Points[0].Values);
        Assert.Equal(1, pareto.Incomplete);
    }

    private static ExperimentSnapshot Row(int index, ExperimentState state, double best, double last, double? seconds = null)
    {
        var record = ExperimentRecord.Create(Some.Spec() with { Index = index }, Some.Time)
            .TakeSlot(Some.Slot(), Some.Time)!
            .Report(1, new ProgressReport { EpochsDone = 1, Step = 10, SecondsPerEpoch = 1, Rows = [Some.Row(5, "viou", best), Some.Row(10, "viou", last), .. seconds is { } value ? [Some.Row(10, "seconds_per_clip", value)] : Array.Empty<Contracts.Metrics.MetricRow>()] })!;
        return record.ToSnapshot()! with { State = state };
    }
}
