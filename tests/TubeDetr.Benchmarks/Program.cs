using System.Globalization;
using TubeDetr.Benchmarks;
using TubeDetr.Benchmarks.Web;

// TubeDetr.Benchmarks step|learn [FOLDER] [name=value …]
// TubeDetr.Benchmarks web [--experiments N] [--metrics N] [--points N] [--quads N] [--json] [--hold]
if (args.FirstOrDefault() is "web")
{
    var numbers = args.Skip(1).Where(arg => arg is not ("--json" or "--hold")).Chunk(2).ToDictionary(pair => pair[0], pair => int.Parse(pair[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    try
    {
        await WebBenchmark.Measure(numbers, json: args.Contains("--json", StringComparer.Ordinal), hold: args.Contains("--hold", StringComparer.Ordinal));
        return 0;
    }
    catch (PlatformNotSupportedException e)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
}

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
        Console.Error.WriteLine("Usage: TubeDetr.Benchmarks step|learn [FOLDER] [name=value …] | web [--experiments N] [--metrics N] [--points N] [--quads N] [--json] [--hold]   (OMP_NUM_THREADS=1 for comparable figures)");
        return 2;
}
