using System.Diagnostics;
using TubeDetr.Training;

namespace TubeDetr.Benchmarks;

/// <summary>Where the milliseconds of a training step go, in the configuration of the demonstration.</summary>
internal static class StepBenchmark
{
    public static void Measure(string folder, IEnumerable<KeyValuePair<string, string>> changes)
    {
        using var session = Demonstration.Open(folder, 200, changes);
        var reports = new List<StepReport>();
        session.TrainEpoch(); // frames are decoded, code is compiled
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var collections = GC.CollectionCount(0);
        var allocated = GC.GetTotalAllocatedBytes();
        for (var epoch = 0; epoch < 3; epoch++)
        {
            session.TrainEpoch(reports.Add);
        }

        var steps = reports.Count;
        Console.WriteLine($"parameters {session.ParameterCount}, steps {steps}");
        Print("step", reports, report => report.Seconds);
        Print("  wait for batch", reports, report => report.LoaderWait);
        Print("  forward, losses", reports, report => report.Times.Forward);
        Print("  backward", reports, report => report.Times.Backward);
        Print("  clip, AdamW, EMA", reports, report => report.Times.Update);
        Console.WriteLine($"processor time of all threads {(Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMilliseconds / steps:F1} ms a step");
        Console.WriteLine($"managed memory {(GC.GetTotalAllocatedBytes() - allocated) / (double)steps / 1e6:F2} MB a step, {GC.CollectionCount(0) - collections} collections; working set {Environment.WorkingSet >> 20} MiB");
        Checkpoint(session);
    }

    private static void Print(string name, List<StepReport> reports, Func<StepReport, double> seconds)
    {
        var sorted = reports.Select(seconds).Order().ToArray();
        Console.WriteLine($"{name,-20} median {sorted[sorted.Length / 2] * 1e3,7:F1} ms   p90 {sorted[sorted.Length * 9 / 10] * 1e3,7:F1} ms");
    }

    private static void Checkpoint(TrainingSession session)
    {
        session.Capture().Dispose();
        var start = Stopwatch.GetTimestamp();
        using var image = session.Capture();
        var captured = Stopwatch.GetElapsedTime(start);
        using var memory = new MemoryStream();
        start = Stopwatch.GetTimestamp();
        image.WriteTo(memory);
        Console.WriteLine($"checkpoint {memory.Length / 1e6:F1} MB: capture {captured.TotalMilliseconds:F1} ms, write {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F1} ms");
    }
}
