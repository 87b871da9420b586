using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TubeDetr.Grid.Contracts.Cluster;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;

namespace TubeDetr.Grid.EndToEnd;

/// <summary>What people do on the page from the first sweep to the next one, with mouse and keyboard, against real training.</summary>
public sealed partial class WorkOnThePageTests(LocalGrid grid)
{
    private static readonly TimeSpan Training = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Sweep_SubmittedByForm_IsComparedAndForked()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var chromium = await Chromium.Start();
        await using var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 1000 } });
        var page = await context.NewPageAsync();

        await Chromium.Watched(page, async () =>
        {
            var sweep = await SubmitByForm(page);
            await Assertions.Expect(page.Locator("[data-testid=experiment-row][data-state=completed]")).ToHaveCountAsync(2, new() { Timeout = (float)Training.TotalMilliseconds });
            await Brush(page, cancellationToken);
            await SavePicture(page);
            await Compare(page);
            await Fork(page, ExperimentId.Of(sweep, 0), cancellationToken);
        });
    }

    [Fact]
    public async Task ClusterPage_DrainASilo_AsksFirstAndTheSiloTakesNothingAnyMore()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var chromium = await Chromium.Start();
        var page = await chromium.Browser.NewPageAsync();
        await page.GotoAsync(new Uri(grid.Page, "cluster").ToString());
        await Chromium.IsLive(page);
        var drain = page.GetByRole(AriaRole.Button, new() { Name = "Drain silo-2", Exact = true });

        var leave = page.GetByRole(AriaRole.Button, new() { Name = "Leave it" });
        await drain.ClickAsync();
        await leave.ClickAsync();
        await Assertions.Expect(drain).ToBeVisibleAsync();
        Assert.False((await Slot("silo-2"))!.Leaving);

        await drain.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = SaysWhatMoves() }).ClickAsync();
        await Assertions.Expect(page.GetByText("drained until it is started again")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        Assert.True((await Slot("silo-2"))!.Leaving);

        // Its next life takes experiments again.
        await grid.Signal("silo-2", "TERM", cancellationToken);
        await Until.Holds(() => Slot("silo-2"), slot => slot is { Leaving: false }, TimeSpan.FromMinutes(1), cancellationToken);
        await Assertions.Expect(drain).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    [GeneratedRegex("^Drain silo-2, move ")]
    private static partial Regex SaysWhatMoves();

    [GeneratedRegex("/sweeps/(s[a-z0-9]{5})$")]
    private static partial Regex AddressOfASweep();

    [GeneratedRegex("^name: by form")]
    private static partial Regex BeginsWithItsNewName();

    [GeneratedRegex("by form[^$]*8e-4")]
    private static partial Regex SaysItsNewName();

    private async Task<SlotSnapshot?> Slot(string silo) =>
        (await grid.Grains.GetGrain<IClusterGrain>(IClusterGrain.Key).GetSnapshot()).Pool.Slots.FirstOrDefault(slot => string.Equals(slot.Silo, silo, StringComparison.Ordinal));

    /// <summary>What is pasted as YAML stands in the form; what is changed in the form stands in the YAML.</summary>
    private async Task<SweepId> SubmitByForm(IPage page)
    {
        await page.GotoAsync(new Uri(grid.Page, "sweeps/new").ToString());
        await Chromium.IsLive(page);
        var yaml = page.GetByTestId("yaml");
        await yaml.FillAsync(Some.Sweep("pasted", epochs: 1));
        await Assertions.Expect(page.GetByTestId("draft-name")).ToHaveValueAsync("pasted");
        await Assertions.Expect(page.GetByTestId("start")).ToHaveTextAsync("Start 2 experiments");

        await Write(page.GetByTestId("draft-name"), "by form", () => Assertions.Expect(yaml).ToHaveValueAsync(BeginsWithItsNewName()));
        var rates = page.GetByTestId("values-lr");
        await Write(rates, "4e-4, eight", () => Assertions.Expect(page.GetByTestId("option-lr").GetByRole(AriaRole.Alert)).ToBeVisibleAsync());
        await Assertions.Expect(page.GetByTestId("start")).ToBeDisabledAsync();
        await Write(rates, "4e-4, 8e-4", () => Assertions.Expect(yaml).ToHaveValueAsync(SaysItsNewName()));
        await Assertions.Expect(page.GetByTestId("start")).ToHaveTextAsync("Start 2 experiments");
        await page.GetByTestId("start").ClickAsync();
        await page.WaitForURLAsync(AddressOfASweep());
        return new SweepId(AddressOfASweep().Match(page.Url).Groups[1].Value);
    }

    private static async Task Write(ILocator field, string text, Func<Task> isTaken)
    {
        await field.FillAsync(text);
        await field.PressAsync("Tab");
        await isTaken();
    }

    /// <summary>The last axis is the objective: the two experiments stand at its ends. What is dragged counts as it was dragged, also between the axis' ticks.</summary>
    private static async Task Brush(IPage page, CancellationToken cancellationToken)
    {
        var axis = page.Locator("[data-testid=parallel] .y-axis").Last.Locator(".domain");
        var line = (await Until.Holds(() => axis.BoundingBoxAsync(), box => box is not null, TimeSpan.FromSeconds(30), cancellationToken))!; // none while it is drawn anew
        async Task Drag(double from, double to)
        {
            var middle = line.X + (line.Width / 2);
            await page.Mouse.MoveAsync(middle, (float)(line.Y + (line.Height * (1 - from))));
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(middle, (float)(line.Y + (line.Height * (1 - to))), new() { Steps = 4 });
            await page.Mouse.UpAsync();
        }

        var left = page.GetByTestId("axis-filters");
        await Drag(0.45, 0.38);
        await Assertions.Expect(left).ToContainTextAsync("0 experiments left");
        await Drag(0.60, 1.05);
        await Assertions.Expect(left).ToContainTextAsync("1 experiment left");
        await Assertions.Expect(page.GetByTestId("experiment-row")).ToHaveCountAsync(1);
        await page.GetByTestId("axis-filter").ClickAsync();
        await Assertions.Expect(left).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByTestId("experiment-row")).ToHaveCountAsync(2);
    }

    /// <summary>Of many experiments most curves are on a canvas behind the chart: the saved picture has those, too.</summary>
    private static async Task SavePicture(IPage page)
    {
        var panel = page.GetByTestId("curve-loss");
        await panel.Locator(".js-plotly-plot").EvaluateAsync(
            """
            (chart) => {
              const { xaxis, yaxis } = chart._fullLayout;
              const diagonal = new Float32Array([xaxis.range[0], yaxis.range[0], xaxis.range[1], yaxis.range[1]]);
              gridCurves.set(chart.id, new Uint8Array(diagonal.buffer), [0, 2], ['one'], ['one'], [''], '#ff00ff', '#000000');
            }
            """);
        var saved = await page.RunAndWaitForDownloadAsync(() => panel.GetByRole(AriaRole.Button, new() { Name = "PNG" }).ClickAsync());
        var pink = await page.EvaluateAsync<int>(
            """
            async (png) => {
              const image = new Image();
              image.src = `data:image/png;base64,${png}`;
              await image.decode();
              const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
              const context = canvas.getContext('2d');
              context.drawImage(image, 0, 0);
              const { data } = context.getImageData(0, 0, image.width, image.height);
              let pink = 0;
              for (let i = 0; i < data.length; i += 4) if (data[i] > 200 && data[i + 1] < 180 && data[i + 2] > 200) pink++;
              return pink;
            }
            """,
            Convert.ToBase64String(await File.ReadAllBytesAsync(await saved.PathAsync())));

        Assert.Equal("curve-loss.png", saved.SuggestedFilename);
        Assert.InRange(pink, 200, int.MaxValue);
    }

    private static async Task Compare(IPage page)
    {
        foreach (var choice in await page.Locator("[data-testid=experiment-row] input.choose").AllAsync())
        {
            await choice.CheckAsync();
        }

        await page.GetByTestId("compare").ClickAsync();
        await Assertions.Expect(page.GetByTestId("score-row")).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByTestId("lane")).ToHaveCountAsync(2);
        var found = page.Locator("[data-testid=tubes] rect.found").First;
        var before = await found.GetAttributeAsync("x");
        await page.GetByTestId("clip-order").SelectOptionAsync("Apart");
        await page.GetByTestId("frame").FocusAsync();
        await page.Keyboard.PressAsync("End");

        await Assertions.Expect(found).Not.ToHaveAttributeAsync("x", before ?? "");
        await Assertions.Expect(page.GetByTestId("truth-moment")).ToBeVisibleAsync();
    }

    private async Task Fork(IPage page, ExperimentId source, CancellationToken cancellationToken)
    {
        await page.GotoAsync(new Uri(grid.Page, $"experiments/{source}").ToString());
        await Chromium.IsLive(page);
        await page.GetByTestId("fork").First.ClickAsync();
        var changes = page.GetByTestId("fork-changes");
        await changes.FillAsync("lr=fast");
        await changes.PressAsync("Enter");
        await Assertions.Expect(page.GetByTestId("fork-form").GetByRole(AriaRole.Alert).First).ToContainTextAsync("lr");
        await changes.FillAsync("lr=1e-4 epochs=2");
        await changes.PressAsync("Enter");
        var made = page.GetByTestId("fork-form").GetByRole(AriaRole.Link);
        await Assertions.Expect(made).ToBeVisibleAsync();
        var id = new ExperimentId(await made.InnerTextAsync());

        var forked = await Until.Holds(() => grid.Experiment(id).GetSnapshot(), now => now is { State: ExperimentState.Completed }, Training, cancellationToken);
        Assert.Equal((source, 2, true), (forked!.Origin!.Source, forked.Epochs, forked.Attempts[0].FromStep > 0));
    }
}
