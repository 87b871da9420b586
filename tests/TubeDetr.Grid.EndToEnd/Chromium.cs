using Microsoft.Playwright;

namespace TubeDetr.Grid.EndToEnd;

/// <summary>The machine's Chromium, without a window.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, Browser) = (playwright, browser);

    public IBrowser Browser { get; }

    public static async Task<Chromium> Start()
    {
        // That something comes is asked, not how soon: both cores train meanwhile.
        Assertions.SetDefaultExpectTimeout(30_000);
        var playwright = await Playwright.CreateAsync();
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("TUBEDETR_CHROMIUM") ?? "/usr/bin/chromium",
            Args = Flags,
        }));
    }

    /// <summary>What goes wrong is told together with what the page showed then.</summary>
    public static async Task Watched(IPage page, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            var fields = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('input, textarea')].map(field => `${field.dataset.testid ?? field.id}: ${field.value}`)");
            throw new InvalidOperationException($"{e.Message}\nThe page at {page.Url} said:\n{await page.InnerTextAsync("body")}\n{string.Join('\n', fields)}", e);
        }
    }

    /// <summary>Waits until a page listens. It is shown earlier; what is clicked, typed or marked until then is lost.</summary>
    public static async Task IsLive(IPage page)
    {
        await page.Locator("[data-testid=connection][data-listening]").First.WaitForAsync();
        await Assertions.Expect(page.GetByTestId("connection").First).ToHaveTextAsync("live");
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright.Dispose();
    }
}
