using TubeDetr.Benchmarks;

// TubeDetr.Benchmarks step|learn [FOLDER] [name=value …]
var folder = Path.GetFullPath(args.ElementAtOrDefault(1) ?? Path.Combine(Path.GetTempPath(), "tubedetr-benchmarks"));
var changes = args.Skip(2).Select(change => change.Split('=', 2)).Select(parts => KeyValuePair.Create(parts[0], parts[1])).ToArray();
switch (args.FirstOrDefault())
{
    case "step":
        StepBenchmark.Measure(folder, changes);
        return 0;
    case "learn":
        LearningBenchmark.Measure(folder, changes);
        return 0;
    default:
        Console.Error.WriteLine("Usage: TubeDetr.Benchmarks step|learn [FOLDER] [name=value …]   (OMP_NUM_THREADS=1 for comparable figures)");
        return 2;
}
