using System.Net;

namespace TubeDetr.Grid.Web.Tests.Api.Mlflow;

public sealed class MlflowRoutesTests : ApiTest
{
    private const string Root = "/api/2.0/mlflow";

    [Fact]
    public async Task Post_ExperimentsSearch_AreSweepsInMlflowsShape()
    {
        var found = await Post($"{Root}/experiments/search", new { max_results = 10, filter = "name LIKE 'first%'" });

        var experiment = Assert.Single(found.GetProperty("experiments").EnumerateArray());
        Assert.Equal(("sabc23", "first-sweep", "active"), (Text(experiment, "experiment_id"), Text(experiment, "name"), Text(experiment, "lifecycle_stage")));
        Assert.Equal(Some.Start.ToUnixTimeMilliseconds(), experiment.GetProperty("creation_time").GetInt64());
        Assert.False(found.TryGetProperty("next_page_token", out _));
    }

    [Fact]
    public async Task Post_RunsSearch_HasInfoMetricsParamsAndTags()
    {
        var found = await Post($"{Root}/runs/search", new { experiment_ids = new[] { "sabc23" }, filter = "attributes.status = 'FINISHED'" });

        var run = Assert.Single(found.GetProperty("runs").EnumerateArray());
        Assert.Equal(("sabc23-01", "sabc23", "FINISHED"), (Text(run.GetProperty("info"), "run_id"), Text(run.GetProperty("info"), "experiment_id"), Text(run.GetProperty("info"), "status")));
        Assert.Contains(run.GetProperty("data").GetProperty("params").EnumerateArray(), one => (Text(one, "key"), Text(one, "value")) == ("lr", "0.0003"));
        Assert.Contains(run.GetProperty("data").GetProperty("metrics").EnumerateArray(), one => Text(one, "key") is "viou" && one.GetProperty("value").GetDouble() == 0.45);
        Assert.Contains(run.GetProperty("data").GetProperty("tags").EnumerateArray(), one => Text(one, "key") is "kept");
    }

    [Theory]
    [InlineData("metrics.viou DESC", "sabc23-01", "sabc23-02")]
    [InlineData("metrics.`viou` ASC", "sabc23-02", "sabc23-01")]
    [InlineData("params.lr DESC", "sabc23-02", "sabc23-01")]
    public async Task Post_RunsSearch_IsOrderedAndPaged(string order, string first, string second)
    {
        var page = await Post($"{Root}/runs/search", new { experiment_ids = new[] { "sabc23" }, order_by = new[] { order }, max_results = 1 });
        var next = await Post($"{Root}/runs/search", new { experiment_ids = new[] { "sabc23" }, order_by = new[] { order }, max_results = 1, page_token = Text(page, "next_page_token") });

        Assert.Equal([first, second], new[] { page, next }.Select(one => Text(one.GetProperty("runs")[0].GetProperty("info"), "run_id")));
    }

    [Fact]
    public async Task Post_RunsSearch_FilterNotUnderstood_SaysFromWhere()
    {
        var error = await Post($"{Root}/runs/search", new { experiment_ids = new[] { "sabc23" }, filter = "metrics.viou > 0.1 OR x" }, HttpStatusCode.BadRequest);

        Assert.Equal("INVALID_PARAMETER_VALUE", Text(error, "error_code"));
        Assert.Contains("metrics.viou > 0.1 OR x", Text(error, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_History_HasEveryValueOfTheMetricOverItsPages()
    {
        Grid.Logs[Some.Experiment().Id] = [Some.Row(1, 10, 0.5, viou: 0.1), Some.Row(2, 20, 0.4), Some.Row(3, 30, 0.3)];

        var first = await Get($"{Root}/metrics/get-history?run_id=sabc23-01&metric_key=loss&max_results=2");
        var second = await Get($"{Root}/metrics/get-history?run_id=sabc23-01&metric_key=loss&page_token={Text(first, "next_page_token")}");

        var values = new[] { first, second }.SelectMany(page => page.GetProperty("metrics").EnumerateArray()).ToArray();
        Assert.Equal([(10, 0.5), (20, 0.4), (30, 0.3)], values.Select(value => (value.GetProperty("step").GetInt32(), value.GetProperty("value").GetDouble())));
        Assert.Equal(Some.Start.AddSeconds(10).ToUnixTimeMilliseconds(), values[0].GetProperty("timestamp").GetInt64());
    }

    [Fact]
    public async Task Get_HistoryOfNoRun_IsMlflowsError() =>
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", Text(await Get($"{Root}/metrics/get-history?run_id=nope&metric_key=loss", HttpStatusCode.NotFound), "error_code"));

    private static string Text(System.Text.Json.JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
