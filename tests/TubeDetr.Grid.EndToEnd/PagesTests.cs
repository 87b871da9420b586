using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.EndToEnd;

public sealed class PagesTests(LocalGrid grid)
{
    private static readonly (int Width, ColorScheme Scheme)[] Windows = [(1280, ColorScheme.Light), (390, ColorScheme.Dark)];

    private static readonly AxeRunOptions Rules = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] } };

    /// <summary>Pictures of every page lie in the build output afterwards.</summary>
    private static string Pictures => Path.Combine(Repository.Root, "artifacts", "screenshots");

    [Fact]
    public async Task EveryPage_WideAndLightOrNarrowAndDark_BreaksNoRuleOfWcagAndNeverScrollsSideways()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var sweep = await Trained("looked at", cancellationToken);
        Directory.CreateDirectory(Pictures);
        await using var chromium = await Chromium.Start();
        var faults = new List<string>();
        foreach (var (width, scheme) in Windows)
        {
            await using var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 900 } });
            var page = await context.NewPageAsync();
            foreach (var (name, path, shown) in Pages(sweep))
            {
                await page.GotoAsync(new Uri(grid.Page, path).ToString());
                await page.Locator(shown).First.WaitForAsync();
                await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                await page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true, Path = Path.Combine(Pictures, string.Create(CultureInfo.InvariantCulture, $"{name}-{width}.png")) });
                faults.AddRange(await Faults(page, $"{name} at {width} px, {scheme}"));
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task SweepPage_WhenThePageHostIsKilled_ShowsTheSameViewAgainByItself()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var sweep = await Trained("kept in view", cancellationToken);
        await using var chromium = await Chromium.Start();
        var page = await chromium.Browser.NewPageAsync();
        await page.GotoAsync(new Uri(grid.Page, $"sweeps/{sweep}?q={Uri.EscapeDataString("lr > 5e-4")}").ToString());
        await Chromium.IsLive(page); // until then what is there is replaced, and a mark on it lost
        await Assertions.Expect(page.GetByTestId("experiment-row")).ToHaveCountAsync(1);
        var address = page.Url;
        await page.EvaluateAsync("document.querySelector('[data-testid=sweep-page]').dataset.before = 'yes'");

        await grid.SignalPage("KILL", cancellationToken);

        await Assertions.Expect(page.Locator("[data-testid=sweep-page]:not([data-before])")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Chromium.IsLive(page);
        await Assertions.Expect(page.GetByTestId("experiment-row")).ToHaveCountAsync(1);
        Assert.Equal(address, page.Url);
    }

    /// <summary>Blazor itself looks for a lost host only once a circuit was up.</summary>
    [Fact]
    public async Task SweepPage_WhenTheHostIsKilledBeforeItsCircuitIsUp_IsLoadedAnew()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var chromium = await Chromium.Start();
        var page = await chromium.Browser.NewPageAsync();
        await page.RouteAsync("**/_blazor/**", route => route.AbortAsync());
        await page.GotoAsync(grid.Page.ToString());
        await page.EvaluateAsync("document.querySelector('main').dataset.before = 'yes'");

        await grid.SignalPage("KILL", cancellationToken);
        await page.UnrouteAllAsync();

        await Assertions.Expect(page.Locator("main:not([data-before])")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Chromium.IsLive(page);
    }

    private static IEnumerable<(string Name, string Path, string Shown)> Pages(SweepId sweep)
    {
        var (first, second) = (ExperimentId.Of(sweep, 0), ExperimentId.Of(sweep, 1));
        yield return ("sweeps", "", "[data-testid=sweep-row]");
        yield return ("new-sweep", "sweeps/new", "[data-testid=yaml]");
        yield return ("sweep", $"sweeps/{sweep}", "[data-testid=experiment-row]");
        yield return ("experiments", "experiments", "[data-testid=experiment-row]");
        yield return ("experiment", $"experiments/{first}", "[data-testid=checkpoint-row]");
        yield return ("compare", $"compare?x={first},{second}", "[data-testid=metric-row]");
        yield return ("cluster", "cluster", "[data-testid=slot-row]");
    }

    private static async Task<IEnumerable<string>> Faults(IPage page, string where)
    {
        var checkedPage = await page.RunAxe(Rules);
        var faults = checkedPage.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{where}: {violation.Id}: {violation.Help}: {node.Html}"));
        var tooWide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        return tooWide > 0 ? faults.Append($"{where}: {tooWide} px wider than the window") : faults;
    }

    private async Task<SweepId> Trained(string name, CancellationToken cancellationToken)
    {
        var id = await grid.Submit(Some.Sweep(name, epochs: 1), cancellationToken);
        await Until.Holds(() => grid.Sweep(id).GetSnapshot(), sweep => sweep!.State == SweepState.Completed, TimeSpan.FromMinutes(3), cancellationToken);
        return id;
    }
}
