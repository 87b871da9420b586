using System.Net;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Web.Tests.Api;

public sealed class SweepRoutesTests : ApiTest
{
    [Fact]
    public async Task Get_Sweeps_AreAPageInTheWordsOfTheCommandLine()
    {
        var page = await Get("/api/v1/sweeps");

        Assert.Equal(1, page.GetProperty("total").GetInt32());
        var sweep = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal("sabc23", sweep.GetProperty("id").GetString());
        Assert.Equal("running", sweep.GetProperty("state").GetString());
        Assert.Equal(8040, sweep.GetProperty("eta").GetDouble());
    }

    [Theory]
    [InlineData("", 2, null)]
    [InlineData("?limit=1", 1, 1)]
    [InlineData("?limit=1&offset=1", 1, null)]
    [InlineData("?filter=completed", 1, null)]
    public async Task Get_Experiments_ArePagedAndFiltered(string query, int items, int? next)
    {
        var page = await Get("/api/v1/sweeps/sabc23/experiments" + query);

        Assert.Equal(items, page.GetProperty("items").GetArrayLength());
        Assert.Equal(next, page.GetProperty("next").ValueKind == System.Text.Json.JsonValueKind.Null ? null : page.GetProperty("next").GetInt32());
    }

    [Fact]
    public async Task Get_UnknownSweep_IsAProblemThatSaysWhereToLook()
    {
        var problem = await Get("/api/v1/sweeps/nope", HttpStatusCode.NotFound);

        Assert.Contains("There is no sweep nope.", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(404, problem.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Get_GridIsAway_IsServiceUnavailable()
    {
        Grid.Fault = new Reading.GridAwayException("No silo has announced itself yet.");

        var problem = await Get("/api/v1/sweeps", HttpStatusCode.ServiceUnavailable);

        Assert.Equal("No silo has announced itself yet.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Post_Yaml_IsSubmittedAsItIs()
    {
        Grid.Submitted = SubmitResult.Of(Grid.Views[0].Sweep);

        var sweep = await PostText("/api/v1/sweeps", "name: mine # café\n", "application/yaml", HttpStatusCode.Created);

        Assert.Equal("sabc23", sweep.GetProperty("id").GetString());
        Assert.Equal([("", (object)"name: mine # café\n")], Grid.Asked);
    }

    [Fact]
    public async Task Post_WrongYaml_HasEveryError()
    {
        Grid.Submitted = SubmitResult.Refused([new SweepError(3, "lrr: no such option"), new SweepError(null, "metric is missing")]);

        var problem = await PostText("/api/v1/sweeps", "x", "application/yaml", HttpStatusCode.BadRequest);

        Assert.Equal(["line 3: lrr: no such option", "metric is missing"], problem.GetProperty("errors").EnumerateArray().Select(error => error.GetString()));
    }

    /// <summary>A type that a page of another site may send without asking is not taken.</summary>
    [Theory]
    [InlineData("/api/v1/sweeps", "name: mine")]
    [InlineData("/api/v1/sweeps/sabc23/requests", """{"request":"cancel"}""")]
    public async Task Post_PlainText_IsRefused(string path, string body)
    {
        using var response = await Http.PostAsync(path, new StringContent(body), Token);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Empty(Grid.Asked);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.Conflict)]
    public async Task Post_Request_AsksTheSweepAndSaysWhetherItMay(bool allows, HttpStatusCode expected)
    {
        Grid.Allows = allows;

        await Post("/api/v1/sweeps/sabc23/requests", new { request = "pause" }, expected);

        Assert.Equal([("sabc23", (object)SweepRequest.Pause)], Grid.Asked);
    }

    [Fact]
    public async Task Post_Fork_NamesTheNewExperiment()
    {
        Grid.Forked = ForkResult.Of(new ExperimentId("sabc23-03"));

        var forked = await Post("/api/v1/sweeps/sabc23/forks", new { source = "sabc23-01", epoch = 2, changes = new Dictionary<string, string> { ["lr"] = "1e-5" } }, HttpStatusCode.Created);

        Assert.Equal("sabc23-03", forked.GetProperty("experiment").GetString());
        var asked = Assert.IsType<ForkRequest>(Assert.Single(Grid.Asked).What);
        Assert.Equal(("sabc23-01", 2, "1e-5"), (asked.Source.Value, asked.Epoch, asked.Changes[0].Value));
    }
}
