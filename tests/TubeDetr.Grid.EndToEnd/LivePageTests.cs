using Microsoft.Playwright;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.EndToEnd;

public sealed class LivePageTests(LocalGrid grid)
{
    [Fact]
    public async Task SweepPage_WhileItsExperimentsTrain_ShowsNewPointsWithoutAReload()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var chromium = await Chromium.Start();
        var page = await chromium.Browser.NewPageAsync();
        var faults = new List<string>();
        page.PageError += (_, fault) => faults.Add(fault);
        var id = await grid.Submit(Some.Sweep("watched", epochs: 6), cancellationToken);

        await page.GotoAsync(new Uri(grid.Page, $"sweeps/{id}").ToString());
        await page.WaitForFunctionAsync(Points + " > 0", null, Patience);
        await page.EvaluateAsync("window.openedOnce = true");
        var before = await page.EvaluateAsync<int>(Points);
        await page.WaitForFunctionAsync($"{Points} > {before}", null, Patience);

        Assert.True(await page.EvaluateAsync<bool>("window.openedOnce === true"), "the page was loaded again");
        Assert.Equal(2, await page.Locator("[data-testid=experiment-row]").CountAsync());
        Assert.Equal("live", (await page.Locator("[data-testid=connection]").First.InnerTextAsync()).Trim());
        Assert.Empty(faults);
        Assert.True(await grid.Sweep(id).Ask(SweepRequest.Cancel, "the test has seen enough"));
        await Until.Holds(() => grid.Sweep(id).GetSnapshot(), sweep => sweep!.State == SweepState.Cancelled, TimeSpan.FromMinutes(1), cancellationToken);
    }

    private const string Points = "Number(document.querySelector('[data-testid=curve-loss]')?.dataset.points ?? 0)";

    private static PageWaitForFunctionOptions Patience => new() { Timeout = 90_000 };
}
