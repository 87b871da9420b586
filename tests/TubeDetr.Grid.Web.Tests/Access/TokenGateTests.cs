using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Tests.Access;

public sealed class TokenGateTests : IAsyncLifetime
{
    private const string Token = "a token of some length";
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false });
    private WebApplication? app;

    public async ValueTask InitializeAsync()
    {
        app = WebHost.Build(
            new WebOptions { Urls = "http://127.0.0.1:0", ClusterRedis = "127.0.0.1:1", Storage = "UseDevelopmentStorage=true", Token = Token },
            services => services.AddSingleton<IGridClient>(new AnsweringGridClient()));
        await app.StartAsync(None);
        http.BaseAddress = new Uri(app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app!.DisposeAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/app.css")]
    [InlineData("/cluster/orleans/")]
    [InlineData("/_blazor/negotiate")]
    [InlineData("/filmstrips/00000000000000000000000000000000.jpg")]
    public async Task Get_WithoutTheToken_IsRefused(string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), None);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Get_FromABrowser_LeadsToTheLoginAndBack()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/compare?x=a,b");
        request.Headers.Accept.ParseAdd("text/html");
        using var asked = await http.SendAsync(request, None);
        Assert.Equal("/login?to=%2Fcompare%3Fx%3Da%2Cb", asked.Headers.Location!.OriginalString);
        Assert.Contains("value=\"/compare?x=a,b\"", await http.GetStringAsync(asked.Headers.Location, None), StringComparison.Ordinal);

        using var entered = await Enter(Token, "/compare?x=a,b");

        Assert.Equal((HttpStatusCode.Redirect, "/compare?x=a,b"), (entered.StatusCode, entered.Headers.Location!.OriginalString));
        var cookie = Assert.Single(entered.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await Get("/", "Cookie", cookie.Split(';')[0]));
    }

    [Fact]
    public async Task Enter_AnotherToken_IsRefusedWithoutACookie()
    {
        using var entered = await Enter("another token", "/");

        Assert.Equal(HttpStatusCode.Unauthorized, entered.StatusCode);
        Assert.False(entered.Headers.Contains("Set-Cookie"));
        Assert.Contains("not the token", await entered.Content.ReadAsStringAsync(None), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task Enter_WithATargetElsewhere_StaysHere(string to)
    {
        using var entered = await Enter(Token, to);

        Assert.Equal("/", entered.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Get_WithTheHeader_IsLetIn()
    {
        Assert.Equal(HttpStatusCode.OK, await Get("/", "Authorization", "Bearer " + Token));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get("/", "Authorization", "Bearer other"));
    }

    private async Task<HttpStatusCode> Get(string path, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(header, value);
        using var response = await http.SendAsync(request, None);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> Enter(string token, string to)
    {
        using var form = new FormUrlEncodedContent([new("token", token), new("to", to)]);
        return await http.PostAsync(new Uri("/login", UriKind.Relative), form, None);
    }
}
