using System.Diagnostics;
using Microsoft.Playwright;

namespace TubeDetr.Benchmarks.Web;

/// <summary>Looks at the pages in Chromium, with a stopwatch.</summary>
internal sealed class BenchBrowser : IAsyncDisposable
{
    private const string TwoFrames = "await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));";

    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    public static string Program => Environment.GetEnvironmentVariable("TUBEDETR_CHROMIUM") ?? "/usr/bin/chromium";

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private BenchBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <param name="program">The browser, or a script that starts it.</param>
    public static async Task<BenchBrowser> Start(string program)
    {
        var playwright = await Playwright.CreateAsync();
        var options = new BrowserTypeLaunchOptions { ExecutablePath = program, Args = Flags };
        return new BenchBrowser(playwright, await playwright.Chromium.LaunchAsync(options));
    }

    public async Task<IPage> Open(Uri address)
    {
        var page = await _browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        page.SetDefaultTimeout(120_000);
        await page.GotoAsync(address.ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        return page;
    }

    /// <summary>From the address until the table has rows, the page answers and the parallel coordinates are drawn; then until every curve is drawn.</summary>
    public async Task<(IPage Page, double UsableMs, double CurvesMs)> Look(Uri address, int experiments)
    {
        var start = Stopwatch.GetTimestamp();
        var page = await Open(address);
        await page.WaitForFunctionAsync("document.querySelector('[data-testid=experiment-row]') && document.querySelector('.js-plotly-plot')?._fullLayout");
        var usable = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        await page.WaitForFunctionAsync($"Number(document.querySelector('[data-testid=curve-loss] canvas.many')?.dataset.lines ?? 0) >= {experiments - 21}");
        return (page, usable, Stopwatch.GetElapsedTime(start).TotalMilliseconds - usable);
    }

    /// <summary>Narrows the first axis of the parallel coordinates, as dragging does, until the curves follow.</summary>
    public static Task<double> Brush(IPage page, double low, double high) => page.EvaluateAsync<double>(
        $$"""
        async () => {
          const chart = [...document.querySelectorAll('.js-plotly-plot')].find(one => one.data?.[0]?.type === 'parcoords');
          const canvas = document.querySelector('[data-testid=curve-loss] canvas.many');
          const before = canvas.dataset.lines;
          const start = performance.now();
          Plotly.restyle(chart, { 'dimensions[0].constraintrange': [[{{FormattableString.Invariant($"{low}, {high}")}}]] }, [0]);
          await new Promise(done => new MutationObserver((_, watch) => { if (canvas.dataset.lines !== before) { watch.disconnect(); done(); } }).observe(canvas, { attributes: true }));
          {{TwoFrames}}
          return performance.now() - start;
        }
        """);

    /// <summary>The time, by the browser's clock, at which a value is among the curve's.</summary>
    public static Task<double> Seen(IPage page, string experiment, double value) => page.EvaluateAsync<double>(
        $$"""
        async () => {
          const chart = document.querySelector('[data-testid=curve-loss] .js-plotly-plot');
          const there = () => chart.data.some(trace => trace.meta === '{{experiment}}' && [...trace.y ?? []].some(y => Math.abs(y - {{FormattableString.Invariant($"{value}")}}) < 1e-4));
          const start = performance.now();
          while (!there()) {
            if (performance.now() - start > 60000) throw new Error('The reported value is not in the chart after a minute.');
            await new Promise(done => requestAnimationFrame(done));
          }
          {{TwoFrames}}
          return Date.now();
        }
        """);

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
