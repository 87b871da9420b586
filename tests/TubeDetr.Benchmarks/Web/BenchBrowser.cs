using System.Collections;
using System.Globalization;
using Microsoft.Playwright;

namespace TubeDetr.Benchmarks.Web;

/// <summary>Looks at the pages in Chromium, with a stopwatch.</summary>
internal sealed class BenchBrowser : IAsyncDisposable
{
    private const string TwoFrames = "await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));";

    private const string CurveWithPoints = "[data-testid=curve-loss][data-points]:not([data-points='0'])";

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
        // The allocator is meant for who trains.
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Where(entry => entry.Key is not ("LD_PRELOAD" or "MALLOC_CONF")).Select(entry => KeyValuePair.Create((string)entry.Key, (string)entry.Value!));
        var options = new BrowserTypeLaunchOptions { ExecutablePath = program, Args = Flags, Env = environment };
        return new BenchBrowser(playwright, await playwright.Chromium.LaunchAsync(options));
    }

    /// <summary>
    /// From the address until the table has rows and the parallel coordinates are drawn; then until the first panel, and until both, have every curve: the many on their canvas and those with
    /// a colour. By the clock of the page itself, from the beginning of its navigation: neither a new window nor whoever watches takes part.
    /// </summary>
    public async Task<Look> Look(Uri address, int experiments)
    {
        var page = await NewPage();
        await page.AddInitScriptAsync(
            $$"""
            window.looked = new Promise((done) => {
              const times = [];
              const drawn = (panel, lines) => panel && Number(panel.querySelector('canvas.many')?.dataset.lines ?? 0) >= lines && panel.querySelectorAll('.scatterlayer .trace .js-line').length >= 20;
              const steps = [
                () => document.querySelector('[data-testid=experiment-row]') && document.querySelector('[data-testid=parallel] [data-drawn]'),
                () => drawn(document.querySelector('[data-testid=curve-loss]'), {{experiments - 21}}),
                () => drawn(document.querySelector('[data-testid=curve-viou]'), {{experiments - 22}}), // of the first one, with its million values, there is the loss alone
              ];
              const look = () => {
                while (times.length < steps.length && steps[times.length]()) times.push(performance.now());
                if (times.length < steps.length) requestAnimationFrame(look); else done(times);
              };
              look();
            });
            """);
        // A window of its own takes a second to come up, which a link that someone follows does not wait for.
        await page.EvaluateAsync("new Promise((done) => setTimeout(done, 1500))");
        await page.GotoAsync(address.ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        var times = await page.EvaluateAsync<double[]>("Promise.race([window.looked, new Promise((_, failed) => setTimeout(() => failed(new Error('The curves are not drawn after two minutes.')), 120000))])");
        return new Look(page, times[0], times[1] - times[0], times[2] - times[0]);
    }

    /// <summary>A page of a sweep, as soon as it has a curve with points.</summary>
    public async Task<IPage> Watch(Uri address)
    {
        var page = await NewPage();
        await page.GotoAsync(address.ToString());
        await page.Locator(CurveWithPoints).First.WaitForAsync();
        return page;
    }

    /// <summary>How many points the first curve panel of a page says that it has.</summary>
    public static async Task<int> Points(IPage page) => int.Parse(await page.Locator(CurveWithPoints).First.GetAttributeAsync("data-points") ?? "0", CultureInfo.InvariantCulture);

    /// <summary>Drags along the first axis of the parallel coordinates, from one part of its height to another: milliseconds from the moment at which the button is let go until the curves have followed.</summary>
    public static async Task<double> Brush(IPage page, double from, double to)
    {
        var axis = await page.Locator("[data-testid=parallel] .y-axis").First.Locator(".domain").BoundingBoxAsync() ?? throw new InvalidOperationException("The parallel coordinates have no axis.");
        await page.EvaluateAsync(
            $$"""
            () => {
              const lines = () => document.querySelector('[data-testid=curve-loss] canvas.many')?.dataset.lines;
              const before = lines();
              window.followed = new Promise((done, failed) => {
                setTimeout(() => failed(new Error(`No curve has followed: still ${lines()} of ${before}; ${document.querySelectorAll('[data-testid=parallel] rect.range').length} ranges; ${location.search}`)), 60000);
                window.addEventListener('pointerup', () => {
                  const start = performance.now();
                  const drawn = async () => { {{TwoFrames}} done(performance.now() - start); };
                  if (lines() !== before) { drawn(); return; }
                  new MutationObserver((_, watch) => { if (lines() !== before) { watch.disconnect(); drawn(); } }).observe(document.querySelector('[data-testid=curve-loss]'), { attributes: true, attributeFilter: ['data-lines'], subtree: true });
                }, { capture: true, once: true });
              });
            }
            """);
        var x = axis.X + (axis.Width / 2);
        await page.Mouse.MoveAsync(x, (float)(axis.Y + (axis.Height * (1 - from))));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x, (float)(axis.Y + (axis.Height * (1 - to))), new MouseMoveOptions { Steps = 5 });
        await page.Mouse.UpAsync();
        return await page.EvaluateAsync<double>("window.followed");
    }

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

    private async Task<IPage> NewPage()
    {
        var page = await _browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        page.SetDefaultTimeout(120_000);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

/// <summary>A page with all its curves, and when it was so far, in milliseconds.</summary>
/// <param name="Page">The page, still open.</param>
/// <param name="UsableMs">From the navigation until the table has rows.</param>
/// <param name="CurvesMs">From then until the first panel has every curve.</param>
/// <param name="PanelsMs">From then until both panels have.</param>
internal sealed record Look(IPage Page, double UsableMs, double CurvesMs, double PanelsMs);
