using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Storage.Metrics;

namespace TubeDetr.Grid.Storage.Tests.Metrics;

public sealed class CurveStoreTests(AzuriteProcess azurite)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private CurveStore Store => new(azurite.Storage);

    [Fact]
    public async Task Load_WhatWasSaved_IsTheSame()
    {
        var experiment = Some.Experiment();
        var curves = new ExperimentCurves();
        for (var step = 1; step <= 10_000; step++)
        {
            curves.Add(Some.Row(1, step, step, step == 7 ? double.NaN : step) with { Values = step % 100 == 0 ? [new("loss", step), new("viou", 1d / step)] : [new("loss", step), new("lr", 0.1)] });
        }

        await Store.Save(experiment, curves, None);
        var loaded = (await Store.Load(experiment, None))!;

        Assert.Equal((curves.Sequence, curves.Attempt, curves.Step), (loaded.Sequence, loaded.Attempt, loaded.Step));
        Assert.Equal(["loss", "lr", "viou"], loaded.Metrics.Keys);
        foreach (var (name, curve) in curves.Metrics)
        {
            Assert.Equal(curve.Points.ToArray(), loaded.Metrics[name].Points.ToArray());
            Assert.Equal(curve.Starts.ToArray(), loaded.Metrics[name].Starts.ToArray());
            Assert.Equal((curve.Count, curve.Size), (loaded.Metrics[name].Count, loaded.Metrics[name].Size));
        }
    }

    [Fact]
    public async Task Load_NothingSaved_IsNull() => Assert.Null(await Store.Load(Some.Experiment(), None));

    [Fact]
    public async Task Rebuild_RowsWereSuperseded_HasThoseThatCount()
    {
        var experiment = Some.Experiment();
        var log = await MetricLog.Open(azurite.Storage, experiment, None);
        await log.Append(
            [
                new MetricLogEntry.Begin(1, 0),
                new MetricLogEntry.Measured(Some.Row(1, 1, 1, 10)),
                new MetricLogEntry.Measured(Some.Row(1, 2, 2, 20)),
                new MetricLogEntry.Measured(Some.Row(1, 3, 3, 30)),
                new MetricLogEntry.Begin(2, 1),
                new MetricLogEntry.Measured(Some.Row(2, 2, 4, 21)),
            ],
            None);

        var curves = await Store.Rebuild(experiment, None);

        Assert.Equal([10, 21], curves.Metrics["loss"].Points.ToArray().Select(point => point.Value));
        Assert.Equal((4, 2, 2), (curves.Sequence, curves.Attempt, curves.Step));
    }

    [Fact]
    public async Task LoadOverview_WhatWasSaved_IsTheSame()
    {
        var sweep = new SweepId(Some.Experiment().Value);
        var overview = new CurveOverview(ImmutableDictionary<ExperimentId, OverviewCurve>.Empty
            .Add(new ExperimentId("a"), new OverviewCurve(2, 30, [new(1, 0.5, DateTimeOffset.UnixEpoch, 0.25), new(30, 1, DateTimeOffset.UnixEpoch.AddDays(1), double.NaN)]))
            .Add(new ExperimentId("b"), new OverviewCurve(1, 7, [])));

        await Store.SaveOverview(sweep, "viou@0.3/a", overview, None);
        var loaded = (await Store.LoadOverview(sweep, "viou@0.3/a", None))!;

        Assert.Equal(2, loaded.Curves.Count);
        Assert.Equal(overview.Curves[new("a")].Points.AsSpan(), loaded.Curves[new("a")].Points.AsSpan());
        Assert.Equal((1, 7), (loaded.Curves[new("b")].Attempt, loaded.Curves[new("b")].Step));
        Assert.Null(await Store.LoadOverview(sweep, "loss", None));
    }
}
