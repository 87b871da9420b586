using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Tests.Api;

/// <summary>The real host on a port of its own, with a grid that answers: one completed experiment and one that runs.</summary>
public abstract class ApiTest : IAsyncLifetime
{
    private WebApplication? app;

    internal AnsweringGridClient Grid { get; } = new()
    {
        Views = [Some.View(
            Some.Experiment(0, ExperimentState.Completed, 0.45) with { LastMetrics = Some.Metrics(("loss", 0.25), ("viou", 0.45)), Tags = ["kept"], Ended = Some.Start.AddHours(1) },
            Some.Experiment(1, best: 0.3, lr: 1e-3) with { LastMetrics = Some.Metrics(("loss", 0.5), ("viou", 0.3)) })],
    };

    protected HttpClient Http { get; } = new();

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = WebHost.Build(
            new WebOptions { Urls = "http://127.0.0.1:0", ClusterRedis = "127.0.0.1:1", Storage = "UseDevelopmentStorage=true" },
            services => services.AddSingleton<IGridClient>(Grid));
        await app.StartAsync(Token);
        Http.BaseAddress = new Uri(app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app!.StopAsync();
        await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The JSON that an address answers, after its status was checked.</summary>
    protected async Task<JsonElement> Get(string path, HttpStatusCode expected = HttpStatusCode.OK) => await Read(await Http.GetAsync(path, Token), expected);

    protected async Task<JsonElement> Post(string path, object body, HttpStatusCode expected = HttpStatusCode.OK) =>
        await Read(await Http.PostAsJsonAsync(path, body, Token), expected);

    protected async Task<JsonElement> PostText(string path, string text, string type, HttpStatusCode expected) =>
        await Read(await Http.PostAsync(path, new StringContent(text, Encoding.UTF8, type), Token), expected);

    protected static async Task<JsonElement> Read(HttpResponseMessage response, HttpStatusCode expected)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(Token);
            Assert.True(response.StatusCode == expected, $"{response.StatusCode}: {text}");
            return JsonDocument.Parse(text).RootElement;
        }
    }
}
