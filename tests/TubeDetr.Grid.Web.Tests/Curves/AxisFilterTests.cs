using System.Text.Json;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Curves;

namespace TubeDetr.Grid.Web.Tests.Curves;

public sealed class AxisFilterTests
{
    private static readonly ExperimentSnapshot[] Two = [Some.Experiment(0, best: 0.1, lr: 1e-4), Some.Experiment(1, best: 0.4, lr: 1e-3)];
    private static readonly ParallelCoordinates Model = ParallelCoordinates.Of(Some.Sweep(Two), Two);

    [Theory]
    [InlineData("""{"dimensions[2].constraintrange":[[0.3,0.5]]}""", 1)]
    [InlineData("""{"dimensions[2].constraintrange":[[[0.05,0.2],[0.3,0.5]]]}""", 2)]
    [InlineData("""{"dimensions[2].constraintrange":null}""", 0)]
    public void Read_DraggedRange_IsUnderstood(string changes, int ranges)
    {
        var filter = Assert.Single(AxisFilter.Read(Parse(changes), Model));
        Assert.Equal("viou", filter.Name);
        Assert.Equal(ranges, filter.Ranges.Length);
    }

    [Theory]
    [InlineData("""{"dimensions[9].constraintrange":[[0,1]]}""")]
    [InlineData("""{"line.color":["red"]}""")]
    public void Read_OtherChange_IsNoFilter(string changes) => Assert.Empty(AxisFilter.Read(Parse(changes), Model));

    [Fact]
    public void Passing_RangeOnTheObjective_KeepsThoseInside() =>
        Assert.Equal([Two[1].Id], AxisFilter.Passing(AxisFilter.Read(Parse("""{"dimensions[2].constraintrange":[[0.3,0.5]]}"""), Model), Model)!);

    [Fact]
    public void Passing_NoFilter_IsEverything() => Assert.Null(AxisFilter.Passing([], Model));

    private static Dictionary<string, JsonElement> Parse(string json) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!;
}
