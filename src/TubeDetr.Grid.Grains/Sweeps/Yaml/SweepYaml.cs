using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.HyperParameters;
using TubeDetr.Grid.Grains.Sweeps.Samplers;
using TubeDetr.Grid.Search.Space;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TubeDetr.Grid.Grains.Sweeps.Yaml;

/// <summary>A sweep that was read with its proposals, or everything that is wrong with it.</summary>
public sealed record SweepReading(SweepDefinition? Definition, ImmutableArray<HyperParameterSet> Proposals, ImmutableArray<SweepError> Errors);

/// <summary>
/// Reads sweeps written as for W&amp;B: <c>name, method, metric, parameters, run_cap</c>, and our <c>max_concurrent, max_attempts, priority, checkpoints, seed</c>. A key that is not
/// known is refused, because it would be believed to have an effect. All errors come at once.
/// </summary>
public sealed class SweepYaml
{
    private readonly IHyperParameterCatalog _catalog;
    private readonly List<SweepError> _errors = [];

    private SweepYaml(IHyperParameterCatalog catalog) => _catalog = catalog;

    public static SweepReading Read(string yaml, IHyperParameterCatalog catalog)
    {
        var reader = new SweepYaml(catalog);
        var definition = reader.Read(yaml);
        var proposals = definition is null || reader._errors.Count > 0 ? [] : reader.Propose(definition);
        return reader._errors.Count == 0
            ? new SweepReading(definition, proposals, [])
            : new SweepReading(null, [], [.. reader._errors.Distinct().OrderBy(error => error.Line ?? int.MaxValue)]);
    }

    private SweepDefinition? Read(string yaml)
    {
        if (Root(yaml) is not { } root)
        {
            return null;
        }

        root.RefuseOthers("name", "method", "metric", "parameters", "run_cap", "max_concurrent", "max_attempts", "priority", "checkpoints", "seed");
        var method = Method(root);
        var cap = root.Integer("run_cap", 1);
        if (method == SweepMethod.Random && !root.Has("run_cap"))
        {
            root.Wrong("method", "random search needs run_cap: the number of experiments");
        }

        return new SweepDefinition
        {
            Name = root.Text("name") ?? "unnamed sweep",
            Method = method,
            Objective = ReadObjective(root),
            Space = new SearchSpace(new ParametersYaml(_catalog.Definitions, method, _errors).Read(root)),
            RunCap = Bounded(cap),
            MaxConcurrent = Bounded(root.Integer("max_concurrent", 1)),
            MaxAttempts = Bounded(root.Integer("max_attempts", 1)) ?? 3,
            Priority = (int)Math.Clamp(root.Integer("priority", long.MinValue) ?? 0, int.MinValue, int.MaxValue),
            Checkpoints = CheckpointsYaml.Read(root, _errors),
            Seed = root.Integer("seed", long.MinValue) ?? 0,
        };
    }

    private static int? Bounded(long? number) => number is { } value ? (int)Math.Min(value, int.MaxValue) : null;

    private YamlMap? Root(string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
            {
                return new YamlMap(root, "", _errors);
            }

            _errors.Add(new SweepError(1, "a sweep is one YAML mapping with the keys method, metric and parameters"));
        }
        catch (YamlException e)
        {
            _errors.Add(new SweepError((int)e.Start.Line, $"this is not YAML: {e.InnerException?.Message ?? e.Message}"));
        }

        return null;
    }

    private static SweepMethod Method(YamlMap root)
    {
        switch (root.Text("method"))
        {
            case "grid":
                return SweepMethod.Grid;
            case "random":
                return SweepMethod.Random;
            case null when !root.Has("method"):
                root.Wrong("method", "method is missing: grid or random");
                break;
            case { } other:
                root.Wrong("method", $"method must be grid or random, not {other}");
                break;
        }

        return SweepMethod.Grid;
    }

    /// <summary>Absent: the greatest vIoU. The goal's default is W&amp;B's.</summary>
    private Objective ReadObjective(YamlMap root)
    {
        if (!root.Has("metric"))
        {
            return new Objective("viou", Maximize: true);
        }

        if (root.Node("metric") is not YamlMappingNode node)
        {
            root.Wrong("metric", "metric must be a mapping with the keys name and goal");
            return new Objective("viou", Maximize: true);
        }

        var metric = new YamlMap(node, "metric: ", _errors);
        metric.RefuseOthers("name", "goal");
        if (!metric.Has("name"))
        {
            root.Wrong("metric", "metric: name is missing, such as viou");
        }

        var goal = metric.Text("goal") ?? "minimize";
        if (goal is not ("minimize" or "maximize"))
        {
            metric.Wrong("goal", $"goal must be minimize or maximize, not {goal}");
        }

        return new Objective(metric.Text("name") ?? "viou", string.Equals(goal, "maximize", StringComparison.Ordinal));
    }

    private ImmutableArray<HyperParameterSet> Propose(SweepDefinition definition)
    {
        var count = Proposal.Count(definition);
        if (count > Proposal.Limit)
        {
            _errors.Add(new SweepError(null, $"the sweep has {count:0} experiments; {Proposal.Limit} are the most: set run_cap, or search over fewer values"));
            return [];
        }

        var proposals = Proposal.All(definition);
        var lines = definition.Space.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Line, StringComparer.Ordinal);
        foreach (var violation in proposals.SelectMany(set => _catalog.Violations(set)).Distinct(StringComparer.Ordinal))
        {
            var name = violation[..Math.Max(0, violation.IndexOf(':', StringComparison.Ordinal))];
            _errors.Add(new SweepError(lines.TryGetValue(name, out var line) ? line : null, violation));
        }

        return proposals;
    }
}
