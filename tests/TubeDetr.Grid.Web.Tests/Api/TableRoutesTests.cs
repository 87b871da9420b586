using System.Net;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Web.Tests.Api;

public sealed class TableRoutesTests : ApiTest
{
    [Fact]
    public async Task Get_Table_HasTheUsualColumnsAndEveryMetric()
    {
        using var response = await Http.GetAsync("/api/v1/sweeps/sabc23/experiments.csv", Token);
        var lines = (await response.Content.ReadAsStringAsync(Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("experiment,state,Best viou,Last viou,Epochs,lr,backbone,Time,Slot,Attempts,Tags,loss last,viou last", lines[0]);
        Assert.Equal("sabc23-01,completed,0.45,0.45,2.26,0.0003,tiny-gn,3590,,1,kept,0.25,0.45", lines[1]);
        Assert.StartsWith("sabc23-02,running,0.3,0.3,2.26,0.001,", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ChosenColumnsAndFilter_AreTakenAtTheirWord()
    {
        Grid.Curves[ExperimentId.Of(Some.SweepId, 0)] = Some.Curves(Some.Row(1, 100, 2.5), Some.Row(2, 113, 0.125));

        var text = await Http.GetStringAsync("/api/v1/sweeps/sabc23/experiments.csv?columns=params.lr,metrics.loss.min,metrics.loss.max&filter=completed", Token);

        Assert.Equal("experiment,state,lr,loss min,loss max\nsabc23-01,completed,0.0003,0.125,2.5\n", text);
    }

    [Fact]
    public async Task Get_UnknownColumn_SaysWhichThereAre()
    {
        var problem = await Get("/api/v1/sweeps/sabc23/experiments.csv?columns=best,lr", HttpStatusCode.BadRequest);

        var errors = problem.GetProperty("errors").EnumerateArray().Select(error => error.GetString()).ToArray();
        Assert.Equal("lr: no such column", errors[0]);
        Assert.Contains("params.lr", errors[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nope", "", HttpStatusCode.NotFound, "There is no sweep nope.")]
    [InlineData("sabc23", "?filter=best%20%3E", HttpStatusCode.BadRequest, "The filter cannot be read")]
    public async Task Get_WrongQuestion_IsAProblem(string sweep, string query, HttpStatusCode status, string said)
    {
        var problem = await Get($"/api/v1/sweeps/{sweep}/experiments.csv{query}", status);

        Assert.Contains(said, problem.ToString(), StringComparison.Ordinal);
    }
}
