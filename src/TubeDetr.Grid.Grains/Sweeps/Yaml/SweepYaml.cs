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
/// Reads sweeps written as for W&amp;B: <c>name, method, metric, parameters, run_cap</c>, and our <c>max_concurrent, max_attempts, priority, checkpoints, seed, requires, failure_rules</c>. A key that is not
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

    /// <summary>What was asked, without what is proposed for it; null when anything is wrong.</summary>
    public static SweepDefinition? ReadDefinition(string yaml, IHyperParameterCatalog catalog)
    {
        var reader = new SweepYaml(catalog);
        return reader.Read(yaml) is { } definition && reader._errors.Count == 0 ? definition : null;
    }

    private SweepDefinition? Read(string yaml)
    {
        if (Root(yaml) is not { } root)
        {
            return null;
        }

        root.RefuseOthers(
            "name", "method", "metric", "metrics", "parameters", "where", "run_cap", "early_terminate", "population", "interval", "time_budget",
            "max_concurrent", "max_attempts", "priority", "checkpoints", "seed", "requires", "failure_rules");
        var method = MethodYaml.Read(root);
        var objectives = new ObjectivesYaml(_errors).Read(root);
        var sweep = new SweepDefinition
        {
            Name = root.Text("name") ?? "unnamed sweep",
            Method = method,
            Objective = objectives[0],
            OtherObjectives = objectives[1..],
            Space = new ParametersYaml(_catalog.Definitions, method, _errors).Read(root),
            RunCap = Bounded(root.Integer("run_cap", 1)),
            Pruner = new EarlyTerminateYaml(_errors).Read(root),
            Population = Bounded(root.Integer("population", 2)) ?? 0,
            Interval = Bounded(root.Integer("interval", 1)) ?? 1,
            TimeBudget = Budget(root),
            MaxConcurrent = Bounded(root.Integer("max_concurrent", 1)),
            MaxAttempts = Bounded(root.Integer("max_attempts", 1)) ?? 3,
            Priority = (int)Math.Clamp(root.Integer("priority", long.MinValue) ?? 0, int.MinValue, int.MaxValue),
            Checkpoints = CheckpointsYaml.Read(root, _errors),
            Seed = root.Integer("seed", long.MinValue) ?? 0,
            Requires = RequirementsYaml.Read(root, _errors),
            FailureRules = FailureRulesYaml.Read(root, _errors),
        };
        MethodYaml.Check(root, sweep, _catalog.Definitions);
        return sweep;
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

    private static TimeSpan? Budget(YamlMap root)
    {
        if (root.Text("time_budget") is not { } text)
        {
            return null;
        }

        var budget = DurationText.Read(text);
        if (budget is null)
        {
            root.Wrong("time_budget", $"time_budget must be a duration, such as 90m, 3h or 2d, not {text}");
        }

        return budget;
    }

    private ImmutableArray<HyperParameterSet> Propose(SweepDefinition definition)
    {
        var count = Proposal.Count(definition);
        if (count > Proposal.Limit)
        {
            _errors.Add(new SweepError(null, $"the sweep has {count:0} experiments; {Proposal.Limit} are the most: set run_cap, or search over fewer values"));
            return [];
        }

        try
        {
            var proposals = Proposal.UpFront(definition);
            RefuseViolations(definition.Space, proposals.IsEmpty ? Proposal.Examples(definition) : proposals);
            return proposals;
        }
        catch (InvalidOperationException e)
        {
            _errors.Add(new SweepError(definition.Space.Constraints.FirstOrDefault()?.Line, e.Message));
            return [];
        }
    }

    private void RefuseViolations(SearchSpace space, IEnumerable<HyperParameterSet> proposals)
    {
        var lines = space.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Line, StringComparer.Ordinal);
        foreach (var violation in proposals.SelectMany(set => _catalog.Violations(set)).Distinct(StringComparer.Ordinal))
        {
            var name = violation[..Math.Max(0, violation.IndexOf(':', StringComparison.Ordinal))];
            _errors.Add(new SweepError(lines.TryGetValue(name, out var line) ? line : null, violation));
        }
    }
}
