using System.Text.Json.Nodes;
using Spectre.Console;
using TubeDetr.Grid.Cli.Rendering;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Replay;
using TubeDetr.Grid.Search.Samplers;

namespace TubeDetr.Grid.Cli.Searching;

/// <summary><c>grid bench search</c>: samplers on functions with a known minimum, the time of a proposal, and what pruners save.</summary>
internal sealed class SearchRun(CommandHost host, IReadOnlyList<SearchFunction> functions, int seeds, long firstSeed)
{
    private const int Many = 10_000;

    private static readonly (string Name, ISampler Sampler, int Parallel)[] Entrants =
        [("random", new RandomSampler(), 1), ("sobol", new SobolSampler(), 1), ("tpe", new TpeSampler(), 1), ("tpe_parallel8", new TpeSampler(), 8)];

    public ExitCode Run(bool json, CancellationToken cancellationToken)
    {
        var found = functions.ToDictionary(function => function.Name, function => Found(function, cancellationToken), StringComparer.Ordinal);
        var numbers = Numbers(cancellationToken).ToList();
        if (json)
        {
            host.Out.Line(Json(found, numbers).ToJsonString());
        }
        else
        {
            Write(found, numbers);
        }

        return ExitCode.Ok;
    }

    private Dictionary<string, Spread> Found(SearchFunction function, CancellationToken cancellationToken)
    {
        var spreads = new Dictionary<string, Spread>(StringComparer.Ordinal);
        foreach (var (name, sampler, parallel) in Entrants)
        {
            spreads[name] = Spread.Of(Enumerable.Range(0, seeds).Select(seed =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return SearchMeasure.Best(function, sampler, firstSeed + seed, parallel);
            }).ToList());
            host.Error.Line(Format.Invariant($"{function.Name}, {name}: {spreads[name].Median} [{spreads[name].Q25}, {spreads[name].Q75}]"));
        }

        return spreads;
    }

    private IEnumerable<(string Name, double Value)> Numbers(CancellationToken cancellationToken)
    {
        foreach (var (name, sampler, _) in Entrants.SkipLast(1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return ($"{name}_ms_per_proposal_at_{Many}", SearchMeasure.Milliseconds(sampler, Many, host.Time));
        }

        var mixed = SearchFunction.All.Single(function => function.Name is "mixed");
        foreach (var (name, kind) in new[] { ("asha", PrunerKind.Asha), ("median", PrunerKind.Median) })
        {
            cancellationToken.ThrowIfCancellationRequested();
            var measure = PruningMeasure.Of(new PrunerSettings { Kind = kind }, mixed.Space, mixed.Value, seeds);
            yield return ($"{name}_epoch_fraction", Math.Round(measure.EpochFraction, 4));
            yield return ($"{name}_best_difference", Math.Round(measure.BestDifference, 6));
        }
    }

    private static JsonObject Json(Dictionary<string, Dictionary<string, Spread>> found, List<(string Name, double Value)> numbers)
    {
        var line = new JsonObject();
        foreach (var (function, spreads) in found)
        {
            line[function] = new JsonObject(spreads.Select(spread => KeyValuePair.Create<string, JsonNode?>(
                spread.Key, new JsonObject { ["median"] = spread.Value.Median, ["q25"] = spread.Value.Q25, ["q75"] = spread.Value.Q75 })));
        }

        foreach (var (name, value) in numbers)
        {
            line[name] = value;
        }

        return line;
    }

    private void Write(Dictionary<string, Dictionary<string, Spread>> found, List<(string Name, double Value)> numbers)
    {
        host.Out.Line(Format.Invariant($"Best of {SearchMeasure.Proposals} proposals, median of {seeds} seeds [quartiles]; less is better."));
        var table = TableShape.New(host.Out, ["function", .. Entrants.Select(entrant => ">" + entrant.Name)]);
        foreach (var (function, spreads) in found)
        {
            table.AddRow([function, .. spreads.Values.Select(spread => StateWords.Safe(Format.Invariant($"{spread.Median:0.####} [{spread.Q25:0.###}, {spread.Q75:0.###}]")))]);
        }

        host.Out.Console.Write(table);
        foreach (var (name, value) in numbers)
        {
            host.Out.Line(Format.Invariant($"{name}: {value}"));
        }
    }
}
