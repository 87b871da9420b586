using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using TubeDetr.Grid.Cli.LocalCluster;
using TubeDetr.Grid.Contracts.Metrics;

namespace TubeDetr.Benchmarks.Web;

/// <summary>How fast the page of a large sweep is: a generated store, the real processes, a real browser, all on this machine.</summary>
internal static class WebBenchmark
{
    private const int Repeats = 5;
    private const int Quads = 60;

    /// <summary>Looks after the first that are not counted: a host that has just started compiles for some pages, and a sweep is looked at for hours. The first look of all has a figure of its own.</summary>
    private const int WarmUp = 8;

    /// <param name="options">Numbers by name.</param>
    /// <param name="json">Writes one line.</param>
    /// <param name="hold">Measures nothing: the pages stay, to be looked at.</param>
    /// <exception cref="PlatformNotSupportedException">Here nothing can be measured.</exception>
    public static async Task Measure(IReadOnlyDictionary<string, int> options, bool json, bool hold)
    {
        var experiments = options.GetValueOrDefault("--experiments", 1000);
        var (metrics, points) = (options.GetValueOrDefault("--metrics", 20), options.GetValueOrDefault("--points", 2000));
        using var leftover = hold ? null : IdleGroup.Create();
        var data = Directory.CreateTempSubdirectory("tubedetr-bench-web-").FullName;
        try
        {
            TrainingPace.MakeClips(data);
            await using var cluster = await BenchCluster.Start(data);
            var sweep = new GeneratedSweep(experiments, metrics, points, cluster.Slot);
            var start = Stopwatch.GetTimestamp();
            await GeneratedStore.Write(cluster.Services, cluster.Blobs, sweep, experiments, done => Say(done, experiments));
            cluster.Run(sweep.RunningId);
            var address = new Uri(cluster.Page, $"sweeps/{sweep.Id}");
            if (leftover is null)
            {
                await Hold(address);
                return;
            }

            var figures = await OfOnePage(cluster, sweep, address, experiments);
            await new Crowd(cluster, address, experiments, leftover, options.GetValueOrDefault("--quads", Quads)).Measure(figures);
            figures["generated_s"] = Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds);
            (figures["experiments"], figures["metrics"], figures["points"]) = (experiments, metrics, points);
            Console.WriteLine(json ? JsonSerializer.Serialize(figures) : string.Join('\n', figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Key,-24} {figure.Value}"))));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>For whoever wants to look for themselves.</summary>
    private static async Task Hold(Uri address)
    {
        Console.Error.WriteLine($"{address} stays until Ctrl-C.");
        using var signals = new StopSignals();
        await Task.Delay(Timeout.Infinite, signals.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task<Dictionary<string, double>> OfOnePage(BenchCluster cluster, GeneratedSweep sweep, Uri address, int experiments)
    {
        await using var browser = await BenchBrowser.Start(BenchBrowser.Program);
        var first = await browser.Look(address, experiments);
        await first.Page.CloseAsync();
        var looks = new List<Look>();
        for (var i = -WarmUp; i < Repeats; i++)
        {
            var look = await browser.Look(address, experiments);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"look {i + WarmUp + 2}: usable after {look.UsableMs:F0} ms, the first panel {look.CurvesMs:F0} ms later, both {look.PanelsMs:F0} ms"));
            if (i >= 0)
            {
                looks.Add(look);
            }

            await look.Page.CloseAsync();
        }

        var page = (await browser.Look(address, experiments)).Page;
        var brushes = new List<double>();
        for (var i = 0; i < Repeats; i++)
        {
            // Each drag adds a range that no other one touches.
            brushes.Add(await BenchBrowser.Brush(page, (0.2 * i) + 0.03, (0.2 * i) + 0.1));
        }

        // What is narrowed away has no live point.
        await page.CloseAsync();
        page = (await browser.Look(address, experiments)).Page;
        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["sweep_page_usable_ms"] = Median(looks.Select(look => look.UsableMs)),
            ["all_curves_ms"] = Median(looks.Select(look => look.CurvesMs)),
            ["both_panels_ms"] = Median(looks.Select(look => look.PanelsMs)),
            ["brush_ms"] = Median(brushes),
            ["live_point_ms"] = await LivePoint(cluster, sweep, page),
            ["first_look_ms"] = Math.Round(first.UsableMs + first.PanelsMs),
        };
    }

    private static async Task<double> LivePoint(BenchCluster cluster, GeneratedSweep sweep, IPage page)
    {
        var metrics = cluster.Grains.GetGrain<IMetricsGrain>(sweep.RunningId.Value);
        var offset = (await metrics.Read(0))[^1].Sequence;
        var taken = new List<double>();
        for (var i = 0; i < Repeats; i++)
        {
            var row = sweep.Row(sweep.Running, (int)++offset, 2);
            row = row with { Sequence = 0, Values = [new("loss", 3 + i), new("viou", 0.5)] };
            var seen = BenchBrowser.Seen(page, sweep.RunningId.Value, 3 + i);
            var reported = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            await metrics.Append(1, offset - 1, [row]);
            taken.Add(await seen - reported);
        }

        return taken.Max();
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return Math.Round(sorted[sorted.Length / 2]);
    }

    private static void Say(int done, int of)
    {
        if (done % 100 == 0 || done == of)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} of {of} experiments written"));
        }
    }
}
