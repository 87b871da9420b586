using System.CommandLine;
using TubeDetr.Grid.Cli.Connecting;
using TubeDetr.Grid.Cli.Demo;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid demo</c>: everything once, from nothing to a leaderboard.</summary>
internal static class DemoCommand
{
    private const int Seed = 1;
    private const string DatasetName = "synthetic";

    public static Command Build(CommandHost host)
    {
        var cluster = new ClusterOptions();
        var clips = CommandShape.Number("--clips", "N", $"Clips of the synthetic data set. [default: what is there, else {DatasetRequest.DefaultClips}]", 10, 1_000_000);
        var sweep = new Option<string?>("--sweep") { Description = "Another sweep to submit. [default: the one in deploy/samples/first-sweep.yaml]", HelpName = "FILE" };
        var json = CommandShape.Json("Print one line of JSON at the end; progress goes to stderr.");
        var verb = new Verb(
            "demo",
            "Make synthetic videos, start a cluster on this machine, train a sweep of six experiments and show which is best. "
            + "Ctrl-C stops everything; a demo that was stopped is carried on with. Exit code 0 only when every experiment completed.",
            "./grid demo",
            "./grid demo --json --no-web") { clips, sweep, json };
        cluster.AddTo(verb);
        return verb.Does(async (parsed, cancellationToken) =>
        {
            var where = cluster.Read(parsed, host);
            var asked = parsed.GetValue(clips);
            var dataset = new DatasetRequest(Path.Combine(DataFolder.Datasets(where.DataRoot), DatasetName), asked ?? DatasetRequest.DefaultClips, Seed, 0) { TakesWhatIsThere = asked is null };
            var what = parsed.GetValue(sweep) is { } file ? DemoSweep.Of(await SweepCreate.ReadYaml(file, cancellationToken), Path.GetFileName(file)) : DemoSweep.Sample();
            return await new DemoSession(host, new DemoOptions(where, dataset, what, parsed.GetValue(json))).Run(cancellationToken);
        });
    }
}
