using System.Diagnostics;
using TubeDetr.Grid.Cli.Demo;

namespace TubeDetr.Benchmarks;

/// <summary>How fast the demonstration learns: vIoU on held-out clips over steps and seconds.</summary>
internal static class LearningBenchmark
{
    public static void Measure(string folder, IEnumerable<KeyValuePair<string, string>> changes)
    {
        using var session = Demonstration.Open(folder, DatasetRequest.DefaultClips, changes);
        var start = Stopwatch.GetTimestamp();
        Report(session, "untrained", start, 0);
        while (session.Epoch < session.Options.Epochs)
        {
            var summary = session.TrainEpoch();
            if (session.Epoch % session.Options.EvalSkip == 0)
            {
                Report(session, $"loss {summary.Averages["loss"]:F2}", start, summary.Averages["seconds_per_step"]);
            }
        }
    }

    private static void Report(TubeDetr.Training.TrainingSession session, string loss, long start, double secondsPerStep)
    {
        var evaluation = session.Evaluate();
        var metrics = evaluation.Metrics;
        Console.WriteLine(
            $"step {session.Step,5}  {loss,-12} tIoU {metrics["tiou"]:F3}  vIoU {metrics["viou"]:F3}  @0.3 {metrics["viou@0.3"]:F2}  @0.5 {metrics["viou@0.5"]:F2}  "
            + $"{secondsPerStep * 1e3:F0} ms/step  evaluation {evaluation.Seconds:F1} s  {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
    }
}
