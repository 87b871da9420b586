using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Live;

namespace TubeDetr.Grid.Web.Tests.Curves;

public sealed class ManyCurvesTests
{
    private readonly Dictionary<ExperimentId, MetricHistory> histories = [];
    private readonly ManyCurves many = new("loss");

    [Fact]
    public void Update_Curves_AreSentAsPairs()
    {
        var lines = Lines(2);

        Assert.Equal(ManyChange.Curves, many.Update(lines, new CurveView(), Of));

        Assert.Equal([1f, 0.5f, 2f, 0.25f, 1f, 1.5f, 2f, 1.25f], MemoryMarshal.Cast<byte, float>(many.Bytes).ToArray());
        Assert.Equal([0, 2, 4], many.Offsets);
        Assert.Equal((1, 2, 0.25, 1.5), many.Bounds);
    }

    [Fact]
    public void Update_FewerOfTheSameLines_TellsOnlyWhich()
    {
        var lines = Lines(3);
        many.Update(lines, new CurveView(), Of);

        Assert.Equal(ManyChange.Nothing, many.Update(lines, new CurveView(), Of));
        Assert.Equal(ManyChange.Shown, many.Update([lines[2]], new CurveView(), Of));

        Assert.Equal([2], many.Shown);
        Assert.Equal(2, many.Points);
        Assert.Equal(ManyChange.Shown, many.Update(lines, new CurveView(), Of));
    }

    [Fact]
    public void Update_ACurveWasReadAnew_IsSentAgain()
    {
        var lines = Lines(2);
        many.Update(lines, new CurveView(), Of);
        histories[lines[0].Id] = History(7);

        Assert.Equal(ManyChange.Curves, many.Update(lines, new CurveView(), Of));
    }

    [Theory]
    [InlineData(ExperimentColour.Grey, 0, true)]
    [InlineData(ExperimentColour.Grey, 5, false)]
    [InlineData("#0072b2", 0, false)]
    public void Takes_OnlyGreyLinesThatDoNotGrow(string colour, long sequence, bool expected)
    {
        var history = MetricHistory.Empty.With(Some.Batch(Some.Row(sequence, 1, 1)));

        Assert.Equal(expected, ManyCurves.Takes(Line(0) with { Colour = colour }, history));
    }

    private ImmutableArray<CurveLine> Lines(int count)
    {
        ImmutableArray<CurveLine> lines = [.. Enumerable.Range(0, count).Select(Line)];
        foreach (var (line, i) in lines.Select((line, i) => (line, i)))
        {
            histories[line.Id] = History(i);
        }

        return lines;
    }

    private MetricHistory Of(ExperimentId id) => histories[id];

    private static CurveLine Line(int index) => new(ExperimentId.Of(Some.SweepId, index), "x", ExperimentColour.Grey, "", Some.Start);

    private static MetricHistory History(double offset) =>
        MetricHistory.Of([KeyValuePair.Create("loss", Series.Of([new(1, 0, Some.Start, 0.5 + offset), new(2, 0, Some.Start, 0.25 + offset)]))]);
}
