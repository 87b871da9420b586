using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using TubeDetr.Grid.Cli.LocalCluster;

namespace TubeDetr.Benchmarks.Web;

/// <summary>
/// What open pages cost a training on the same machine. The speed of a virtual machine drifts by more than the percent that is looked for, so the pages are not opened and closed but halted and let go on
/// (SIGSTOP, SIGCONT to their host and their browser) in short windows: on, off, off, on. A quad of windows cancels a steady drift, and there are many.
/// </summary>
/// <param name="quads">How many times four windows: ten seconds each. The error falls with their square root.</param>
internal sealed class Crowd(BenchCluster cluster, Uri address, int experiments, IdleGroup leftover, int quads)
{
    /// <summary>Half of them show the large sweep, half the one that trains.</summary>
    private const int Pages = 20;

    /// <summary>Some fifty steps. The speed drifts over seconds and minutes alike: four windows of two or of four seconds differ by the same eight percent, so that more of them tell more.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    /// <summary>Longer than a feed goes on without listeners, and than a host needs to come to rest.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    /// <summary>Pages that were halted together wake together, which pages of people do not.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly TrainingPace _pace = new(cluster.Grains);

    public async Task Measure(Dictionary<string, double> figures)
    {
        await _pace.Begin();
        await Wait(Rest);
        var before = await Host(Rest);
        var folder = Directory.CreateTempSubdirectory("tubedetr-bench-");
        try
        {
            var start = Path.Combine(folder.FullName, "chromium");
            var process = Path.Combine(folder.FullName, "process");
            await WriteStart(start, process);
            await using var browser = await BenchBrowser.Start(start);
            IPage live = null!;
            for (var i = 0; i < Pages / 2; i++)
            {
                await browser.Look(address, experiments);
                live = await browser.Watch(new Uri(cluster.Page, $"sweeps/{_pace.Sweep}"));
            }

            await Wait(Rest);
            var points = await BenchBrowser.Points(live);
            var beside = await Host(Rest);
            if (await BenchBrowser.Points(live) is var now && now <= points)
            {
                throw new InvalidOperationException($"A page of the sweep that trains stands still at {now} points.");
            }

            var (slower, waits) = await Alternate(int.Parse(await File.ReadAllTextAsync(process), CultureInfo.InvariantCulture));
            Put(figures, "training_slowdown", slower);
            Put(figures, "training_waits", waits);
            figures["pages_cpu"] = Math.Round(beside.Cpu - before.Cpu, 4);
            figures["memory_per_page_mb"] = Math.Round((beside.Resident - before.Resident) / Pages, 1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A script that starts the browser among those that get what is left, and writes down the leader of its process group.</summary>
    private async Task WriteStart(string path, string process)
    {
        await File.WriteAllTextAsync(path, $"#!/bin/sh\necho $$ > {process}\necho $$ > {leftover.Members}\nexec {BenchBrowser.Program} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    private static async Task Wait(TimeSpan time)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync();
    }

    private static void Put(Dictionary<string, double> figures, string name, Estimate estimate)
    {
        figures[name] = Math.Round(estimate.Value, 4);
        figures[name + "_low"] = Math.Round(estimate.Low, 4);
        figures[name + "_high"] = Math.Round(estimate.High, 4);
    }

    /// <summary>How much longer a step takes beside the pages, and for what part of the time the thread that trains waits for a core because of them.</summary>
    private async Task<(Estimate Slower, Estimate Waits)> Alternate(int browser)
    {
        var trainer = RunQueue.Of(cluster.Processes("TubeDetr.Grid.Silo").Single(), _pace.Thread);
        var (start, ran) = (Stopwatch.GetTimestamp(), RunQueue.Ran(trainer));
        var steps = await _pace.Position();
        var windows = new List<Stretch>();
        for (var quad = 0; quad < quads; quad++)
        {
            windows.Add(await Watch(on: true, trainer));
            Signals.SendStopToGroup(browser);
            Signals.SendStopToGroup(cluster.WebProcess);
            windows.Add(await Watch(on: false, trainer));
            windows.Add(await Watch(on: false, trainer));
            Signals.SendContinueToGroup(cluster.WebProcess);
            Signals.SendContinueToGroup(browser);
            await Wait(Settling);
            windows.Add(await Watch(on: true, trainer));
        }

        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"thread {_pace.Thread} trained {(RunQueue.Ran(trainer) - ran) / Stopwatch.GetElapsedTime(start):P1} of the time"));
        var taken = await _pace.Since(steps);
        double Step(Stretch window) => Math.Log(taken.Where(row => row.From >= window.From && row.To <= window.To).Select(row => row.SecondsPerStep).DefaultIfEmpty(double.NaN).Average());
        // In a window that an evaluation fills no step was taken.
        var slower = ByQuad(windows, Step).Where(double.IsFinite).Select(change => Math.Exp(change) - 1).ToArray();
        Console.Error.WriteLine($"training beside {Pages} pages, by four windows: {string.Join(", ", slower.Order().Select(part => part.ToString("P1", CultureInfo.InvariantCulture)))} slower");
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"its thread waits {windows.Where(window => window.On).Average(window => window.Waits):P2} of the time for a core while the pages go on, else {windows.Where(window => !window.On).Average(window => window.Waits):P2}"));
        return (Estimate.Of(slower), Estimate.Of(ByQuad(windows, window => window.Waits)));
    }

    private static async Task<Stretch> Watch(bool on, string trainer)
    {
        var (from, waited) = (TimeProvider.System.GetUtcNow(), RunQueue.Waited(trainer));
        await Wait(Window);
        var to = TimeProvider.System.GetUtcNow();
        return new Stretch(on, from, to, (RunQueue.Waited(trainer) - waited) / (to - from));
    }

    /// <summary>By how much something is more while the pages go on, for each four windows.</summary>
    private static double[] ByQuad(List<Stretch> windows, Func<Stretch, double> what) =>
        [.. windows.Chunk(4).Select(quad => quad.Average(window => window.On ? 2 * what(window) : -2 * what(window)))];

    /// <summary>What the page's host takes of a core for a while, and the MB that it then holds.</summary>
    private async Task<(double Cpu, double Resident)> Host(TimeSpan time)
    {
        using var host = Process.GetProcessById(cluster.WebProcess);
        var (start, cpu) = (Stopwatch.GetTimestamp(), host.TotalProcessorTime);
        await Wait(time);
        host.Refresh();
        var (taken, resident) = ((host.TotalProcessorTime - cpu) / Stopwatch.GetElapsedTime(start), host.WorkingSet64 / 1e6);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the page's host takes {taken:P1} of a core and {resident:F0} MB"));
        return (taken, resident);
    }

    /// <param name="On">The pages go on.</param>
    /// <param name="From">When it began.</param>
    /// <param name="To">When it ended.</param>
    /// <param name="Waits">Time that the thread that trains waited for a core, as a part of the window.</param>
    private readonly record struct Stretch(bool On, DateTimeOffset From, DateTimeOffset To, double Waits);
}
