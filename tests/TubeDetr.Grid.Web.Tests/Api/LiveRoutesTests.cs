using TubeDetr.Grid.Contracts.Metrics;

namespace TubeDetr.Grid.Web.Tests.Api;

public sealed class LiveRoutesTests : ApiTest
{
    private readonly Contracts.Experiments.ExperimentId id = Some.Experiment(1).Id;

    [Fact]
    public async Task Get_LiveRows_AreEventsThatCanBeResumed()
    {
        Grid.Batches(id).Writer.TryWrite(new MetricBatch([Some.Row(8, 30, 0.5), Some.Row(9, 31, 0.4)], 29));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/experiments/{id}/live");
        request.Headers.Add("Last-Event-ID", "7");

        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));
        var lines = new List<string>();
        while (lines.Count(line => line.Length == 0) < 2)
        {
            lines.Add((await reader.ReadLineAsync(Token))!);
        }

        Assert.Equal([7], Grid.WatchedFrom);
        Assert.Equal(["event: restart", "data: {\"step\":29}", ""], lines[..3]);
        Assert.Contains("event: rows", lines);
        Assert.Contains("id: 9", lines);
        Assert.Contains(lines, line => line.StartsWith("data: [{\"sequence\":8,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_LiveSweep_BeginsWithWhatIs()
    {
        using var response = await Http.GetAsync("/api/v1/sweeps/sabc23/live", HttpCompletionOption.ResponseHeadersRead, Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Token));

        Assert.Equal("event: sweep", await reader.ReadLineAsync(Token));
    }
}
