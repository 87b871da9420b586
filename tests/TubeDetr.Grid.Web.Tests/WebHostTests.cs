using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Tests;

/// <summary>The real process' host on a port of its own: with a grid that answers, and with none at all.</summary>
public sealed class WebHostTests : IAsyncLifetime
{
    private readonly AnsweringGridClient grid = new() { Views = [Some.View(Some.Experiment(0, ExperimentState.Completed, 0.45), Some.Experiment(1))] };
    private readonly HttpClient http = new();
    private readonly FakeTimeProvider time = new();
    private readonly Timer slowly;
    private WebApplication? app;

    public WebHostTests() => slowly = new Timer(_ => time.Advance(TimeSpan.FromMilliseconds(25)), null, 0, 250);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        await slowly.DisposeAsync();
    }

    [Fact]
    public async Task Get_FirstPage_ListsSweepsBeforeAnyScriptRuns()
    {
        await Start(grid);
        var page = await http.GetStringAsync("/", TestContext.Current.CancellationToken);
        Assert.Contains("data-testid=\"sweep-row\"", page, StringComparison.Ordinal);
        Assert.Contains("first-sweep", page, StringComparison.Ordinal);
        Assert.Contains("0.45", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Instance_IsTheOneThatPagesName()
    {
        await Start(grid);
        var instance = await http.GetStringAsync("/instance", TestContext.Current.CancellationToken);
        Assert.Contains($"data-instance=\"{instance}\"", await http.GetStringAsync("/", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sweeps/sabc23", "sweep-page")]
    [InlineData("/sweeps/nope", "no-sweep")]
    [InlineData("/experiments", "experiment-row")]
    [InlineData("/experiments/sabc23-01", "experiment-page")]
    [InlineData("/experiments/nope", "no-experiment")]
    [InlineData("/cluster", "silos")]
    public async Task Get_EveryPage_RendersAndFetchesNothingFromElsewhere(string path, string testId)
    {
        await Start(grid);
        var page = await http.GetStringAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains($"data-testid=\"{testId}\"", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex("(src|href)=\"(https?:)?//", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking), page);
    }

    [Fact]
    public async Task Get_FirstPage_FetchesScriptsAheadFromWhereTheyAreAndRunsBlazorLast()
    {
        await Start(grid);
        var page = await http.GetStringAsync("/", TestContext.Current.CancellationToken);
        var ahead = Regex.Matches(page, "rel=\"preload\" as=\"script\" href=\"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking).Select(found => found.Groups["path"].Value).ToArray();
        var run = Regex.Match(page, "data-scripts=\"(?<paths>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking).Groups["paths"].Value.Split(' ');

        Assert.Contains(ahead, path => path.Contains("Plotly", StringComparison.Ordinal));
        Assert.Subset(ahead.ToHashSet(StringComparer.Ordinal), run.ToHashSet(StringComparer.Ordinal));
        Assert.Contains("blazor.web", run[^1], StringComparison.Ordinal);
        foreach (var path in ahead)
        {
            using var script = await http.GetAsync("/" + path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, script.StatusCode);
        }
    }

    [Fact]
    public async Task Get_UnknownAddress_Is404WithAWayBack()
    {
        await Start(grid);
        using var response = await http.GetAsync("/nothing/here", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There is no such page", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/app.css")]
    [InlineData("/grid.js")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/_content/MudBlazor/MudBlazor.min.css")]
    [InlineData("/_content/Plotly.Blazor/plotly-3.7.0.min.js")]
    public async Task Get_Asset_ComesFromThisHost(string path)
    {
        await Start(grid);
        using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Get_DarkCookie_PaintsDarkAtOnce()
    {
        await Start(grid);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Cookie", "dark=1");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains("data-theme=\"dark\"", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NoClusterAtAll_ServesAndSaysWhatItWaitsFor()
    {
        await Start(null);
        var page = await http.GetStringAsync("/", TestContext.Current.CancellationToken);
        Assert.Contains("data-state=\"connecting\"", page, StringComparison.Ordinal);
        Assert.Contains("No silo has announced itself at 127.0.0.1:1", page, StringComparison.Ordinal);
    }

    private async Task Start(AnsweringGridClient? answering)
    {
        app = WebHost.Build(
            new WebOptions { Urls = "http://127.0.0.1:0", ClusterRedis = "127.0.0.1:1", Storage = "UseDevelopmentStorage=true" },
            services =>
            {
                if (answering is not null)
                {
                    services.AddSingleton<IGridClient>(answering);

                    // A page that is drawn before there is a circuit waits a moment for the grid; here the moment is long enough for a machine that has much else to do.
                    services.AddSingleton<TimeProvider>(time);
                }
            });
        await app.StartAsync(TestContext.Current.CancellationToken);
        http.BaseAddress = new Uri(app.Urls.Single());
    }
}
