using System.Diagnostics;
using System.Net;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.EndToEnd;

/// <summary>What only looks on may die without any experiment noticing.</summary>
public sealed class BystanderTests(LocalGrid grid)
{
    private const int Epochs = 3;

    [Fact]
    public async Task Sweep_WhosePageAndWaitingCommandAreKilled_CompletesUndisturbedAndThePageComesBack()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var file = Path.Combine(grid.Data, "watched.yaml");
        await File.WriteAllTextAsync(file, Some.Sweep("bystanders", Epochs), cancellationToken);
        using var waiting = Process.Start(new ProcessStartInfo(Repository.Program, ["sweep", "create", file, "--wait", "--data", grid.Data]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var sweep = (await Until.Holds(
            async () => (await grid.Grains.GetGrain<ICatalogGrain>(ICatalogGrain.Key).List()).FirstOrDefault(known => known.Name is "bystanders"),
            known => known is { EpochsDone: > 0 }, TimeSpan.FromMinutes(2), cancellationToken))!;

        waiting.Kill(entireProcessTree: true);
        await grid.SignalPage("KILL", cancellationToken);

        await Until.Holds(() => grid.Sweep(sweep.Id).GetSnapshot(), now => now!.State == SweepState.Completed, TimeSpan.FromMinutes(4), cancellationToken);
        foreach (var row in await grid.Sweep(sweep.Id).ListExperiments())
        {
            Assert.Equal(1, row.Attempt);
            Whole.Holds(await grid.History(row.Id), Epochs);
        }

        await Until.Holds(() => Answer(cancellationToken), code => code == HttpStatusCode.OK, TimeSpan.FromMinutes(1), cancellationToken);
    }

    private async Task<HttpStatusCode?> Answer(CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        try
        {
            using var answer = await client.GetAsync(grid.Page, cancellationToken);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null; // not up yet
        }
    }
}
