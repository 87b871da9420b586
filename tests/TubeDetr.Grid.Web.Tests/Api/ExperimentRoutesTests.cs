using System.Net;
using System.Net.Http.Json;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Web.Tests.Api;

public sealed class ExperimentRoutesTests : ApiTest
{
    [Fact]
    public async Task Get_Experiment_HasTypedHyperParameters()
    {
        var experiment = await Get("/api/v1/experiments/sabc23-01");

        Assert.Equal(3e-4, experiment.GetProperty("hyper_parameters").GetProperty("lr").GetDouble());
        Assert.Equal(5, experiment.GetProperty("hyper_parameters").GetProperty("epochs").GetInt32());
    }

    [Theory]
    [InlineData("/api/v1/experiments/nope")]
    [InlineData("/api/v1/experiments/nope/log")]
    [InlineData("/api/v1/experiments/nope/rows")]
    [InlineData("/api/v1/experiments/nope/live")]
    public async Task Get_UnknownExperiment_IsAProblem(string path) =>
        Assert.Contains("There is no experiment nope.", (await Get(path, HttpStatusCode.NotFound)).GetProperty("detail").GetString(), StringComparison.Ordinal);

    [Fact]
    public async Task Post_Requeue_AsksTheExperiment()
    {
        await Post("/api/v1/experiments/sabc23-02/requests", new { request = "requeue", cause = "a script" });

        Assert.Equal([("sabc23-02", (object)ExperimentRequest.Requeue)], Grid.Asked);
    }

    [Theory]
    [InlineData("red")]
    [InlineData("#0072b")]
    [InlineData("#0072bg")]
    public async Task Patch_NoColour_IsRefusedWithAnExample(string colour)
    {
        using var response = await Http.PatchAsJsonAsync("/api/v1/experiments/sabc23-01", new { colour }, Token);
        var problem = await Read(response, HttpStatusCode.BadRequest);

        Assert.Equal([$"colour: {colour} is not of the form #0072b2"], problem.GetProperty("errors").EnumerateArray().Select(error => error.GetString()));
        Assert.Empty(Grid.Asked);
    }

    [Fact]
    public async Task Patch_NoteAndTags_AmendsOnlyThose()
    {
        using var response = await Http.PatchAsJsonAsync("/api/v1/experiments/sabc23-01", new { note = "good", added_tags = new[] { "a" } }, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var amendment = Assert.IsType<ExperimentAmendment>(Assert.Single(Grid.Asked).What);
        Assert.Equal(("good", null, "a"), (amendment.Note, amendment.Priority, Assert.Single(amendment.AddedTags)));
    }

    [Fact]
    public async Task Get_OpenApi_DescribesEveryRoute()
    {
        var document = await Get("/api/v1/openapi.json");

        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToArray();
        Assert.Contains("/api/v1/sweeps/{id}/experiments", paths);
        Assert.Contains("/api/v1/experiments/{id}/live", paths);
        Assert.Contains("/api/2.0/mlflow/runs/search", paths);
        var schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.True(schemas.GetProperty("ExperimentSnapshot").GetProperty("properties").TryGetProperty("hyper_parameters", out _));
    }
}
