using System.CommandLine;
using TubeDetr.Grid.Cli.Searching;

namespace TubeDetr.Grid.Cli.Commands;

/// <summary><c>grid bench search</c>: how good the proposals are.</summary>
internal static class SearchCommand
{
    public static Verb Build(CommandHost host)
    {
        var seeds = CommandShape.Number("--seeds", "N", "Seeds for each function and sampler. [default: 20]", 1, 10_000);
        var first = CommandShape.Number("--first-seed", "N", "The first of the seeds. [default: 0]", 0);
        var names = new Option<string[]>("--functions") { Description = "Some of branin, hartmann6, ackley10, mixed. [default: all]", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
        names.AcceptOnlyFromAmong([.. SearchFunction.All.Select(function => function.Name)]);
        var json = CommandShape.Json("Print one line of JSON at the end; progress goes to stderr.");
        return new Verb(
            "search",
            "Let random, Sobol and TPE search functions with a known minimum, 100 proposals for each seed, TPE also with 8 at a time; time a proposal beside 10,000 observations; and measure on simulated curves what ASHA and the "
            + "median pruner save.",
            "./grid bench search --functions branin mixed --json") { seeds, first, names, json }
            .Does((parsed, cancellationToken) => Task.Run(
                () =>
                {
                    var chosen = parsed.GetValue(names) ?? [];
                    var functions = SearchFunction.All.Where(function => chosen.Length == 0 || chosen.Contains(function.Name, StringComparer.Ordinal)).ToList();
                    return new SearchRun(host, functions, parsed.GetValue(seeds) ?? 20, parsed.GetValue(first) ?? 0).Run(parsed.GetValue(json), cancellationToken);
                },
                cancellationToken));
    }
}
