using System.Net;

namespace TubeDetr.Grid.Web.Tests.Api;

public sealed class MetricRoutesTests : ApiTest
{
    private readonly Contracts.Experiments.ExperimentId id = Some.Experiment().Id;

    [Fact]
    public async Task Get_Curve_IsThinnedOutWithoutHidingAPeak()
    {
        Grid.Curves[id] = Some.Curves([.. Enumerable.Range(1, 2000).Select(i => Some.Row(i, i, i == 777 ? 50 : 1))]);

        var curve = await Get($"/api/v1/experiments/{id}/metrics/loss?points=60");

        var values = curve.GetProperty("value").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        Assert.Equal(2000, curve.GetProperty("count").GetInt64());
        Assert.InRange(values.Length, 1, 60);
        Assert.Equal(50, values.Max());
    }

    [Fact]
    public async Task Get_CurveOfARange_HasEveryPointOfIt()
    {
        Grid.Curves[id] = Some.Curves([.. Enumerable.Range(1, 2000).Select(i => Some.Row(i, i, i))]);

        var curve = await Get($"/api/v1/experiments/{id}/metrics/loss?points=60&from_step=1000&to_step=1010");

        Assert.Equal(Enumerable.Range(999, 13), curve.GetProperty("step").EnumerateArray().Select(step => step.GetInt32()));
    }

    [Fact]
    public async Task Get_CurvesOfASweep_HasThoseThatMeasuredIt()
    {
        Grid.Curves[id] = Some.Curves(Some.Row(1, Some.Experiment().Step, 0.5));

        var curves = await Get("/api/v1/sweeps/sabc23/curves?metric=loss");

        Assert.Equal([id.Value], curves.EnumerateObject().Select(curve => curve.Name));
    }

    [Fact]
    public async Task Get_UnknownMetric_IsAProblem() => await Get($"/api/v1/experiments/{id}/metrics/nope", HttpStatusCode.NotFound);

    [Fact]
    public async Task Get_Rows_ArePagesThatLeadToTheEnd()
    {
        Grid.Logs[id] = [Some.Row(1, 1, 0.5), Some.Row(2, 2, 0.4), Some.Row(3, 3, double.NaN)];

        var first = await Get($"/api/v1/experiments/{id}/rows?limit=2");
        var second = await Get($"/api/v1/experiments/{id}/rows?limit=2&after={first.GetProperty("next").GetInt64()}");

        Assert.Equal(2, first.GetProperty("items").GetArrayLength());
        Assert.Equal("NaN", Assert.Single(second.GetProperty("items").EnumerateArray()).GetProperty("values").GetProperty("loss").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }
}
