using System.Collections.Immutable;
using System.Globalization;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.HyperParameters;
using TubeDetr.Grid.Search.Space;
using YamlDotNet.RepresentationModel;

namespace TubeDetr.Grid.Grains.Sweeps.Yaml;

/// <summary>
/// Reads the mapping <c>parameters</c> of a sweep and checks it against the hyper-parameters that there are. A group, an entry that has <c>parameters</c> itself as in W&amp;B, only
/// groups: hyper-parameters have one flat set of names, so the group's name is free, and its <c>when</c> holds for all that is in it.
/// </summary>
internal sealed class ParametersYaml(ImmutableArray<HyperParameterDefinition> definitions, SweepMethod method, List<SweepError> errors)
{
    private readonly Dictionary<string, HyperParameterDefinition> _definitions = definitions.ToDictionary(definition => definition.Name, StringComparer.Ordinal);

    public SearchSpace Read(YamlMap root)
    {
        if (root.Node("parameters") is not YamlMappingNode { Children.Count: > 0 } node)
        {
            root.Wrong("parameters", "parameters is missing: a mapping from hyper-parameters to what they may be, such as lr: {values: [0.0001, 0.0003]}");
            return SearchSpace.Empty;
        }

        var entries = Flat(new YamlMap(node, "", errors), []).ToList();
        RefuseTwice(entries);
        var names = entries.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        var conditions = new ConditionsYaml(new ConditionNames(_definitions, names), errors);
        var parameters = entries.Select(entry => Read(entry, names, conditions)).OfType<SearchParameter>().DistinctBy(parameter => parameter.Name, StringComparer.Ordinal).ToImmutableArray();
        RefuseWrongFollowers(parameters);
        var space = new SearchSpace(parameters, conditions.Where(root));
        errors.AddRange(parameters.Length == names.Count ? space.Faults : []);
        return space;
    }

    /// <summary>The entries of all groups, each with the maps whose <c>when</c> it is under.</summary>
    private IEnumerable<Entry> Flat(YamlMap map, ImmutableArray<YamlMap> above)
    {
        foreach (var (name, line, node) in map.Entries)
        {
            if (node is not YamlMappingNode mapping || !mapping.Children.Keys.Any(key => key is YamlScalarNode { Value: "parameters" }))
            {
                yield return new Entry(name, line, node, above);
                continue;
            }

            var group = new YamlMap(mapping, $"{name}: ", errors);
            group.RefuseOthers("parameters", "when");
            if (group.Node("parameters") is not YamlMappingNode inner)
            {
                group.Wrong("parameters", "parameters must be a mapping from hyper-parameters to what they may be");
                continue;
            }

            foreach (var entry in Flat(new YamlMap(inner, "", errors), group.Has("when") ? above.Add(group) : above))
            {
                yield return entry;
            }
        }
    }

    private void RefuseTwice(IEnumerable<Entry> entries)
    {
        foreach (var same in entries.GroupBy(entry => entry.Name, StringComparer.Ordinal))
        {
            errors.AddRange(same.Skip(1).Select(entry => new SweepError(entry.Line, $"{entry.Name}: is already on line {same.First().Line}; groups share one set of names")));
        }
    }

    private SearchParameter? Read(Entry entry, HashSet<string> names, ConditionsYaml conditions)
    {
        var (name, line, node, above) = entry;
        if (!_definitions.TryGetValue(name, out var definition))
        {
            errors.Add(new SweepError(line, $"{name}: there is no hyper-parameter of this name{NearestName.Suggest(name, _definitions.Keys)}"));
            return null;
        }

        if (node is not YamlMappingNode mapping)
        {
            errors.Add(new SweepError(line, $"{name}: write {{value: …}}, {{values: […]}} or {{min: …, max: …}}"));
            return null;
        }

        var map = new YamlMap(mapping, $"{name}: ", errors);
        map.RefuseOthers("value", "values", "probabilities", "min", "max", "distribution", "q", "mu", "sigma", "same_as", "when");
        var when = (map.Has("when") ? above.Add(map) : above).Select(conditions.When).OfType<Condition>().ToImmutableArray();
        return Domain(map, definition, names) is not { } domain ? null : new SearchParameter(name, line, domain)
        {
            When = when switch { [] => null, [var one] => one, _ => new Condition.All(when) },
        };
    }

    private SearchDomain? Domain(YamlMap map, HyperParameterDefinition definition, HashSet<string> names)
    {
        var kinds = new[] { map.Has("value"), map.Has("values"), RangeYaml.IsMeant(map), map.Has("same_as") };
        if (kinds.Count(kind => kind) != 1)
        {
            errors.Add(new SweepError(map.Line, $"{definition.Name}: needs exactly one of value, values, min with max, mu with sigma, or same_as"));
            return null;
        }

        return map.Has("value") ? Constant(map, definition)
            : map.Has("values") ? Choice(map, definition)
            : map.Has("same_as") ? Follower(map, definition, names)
            : new RangeYaml(map, definition, method).Read();
    }

    private static SearchDomain.Choice? Constant(YamlMap map, HyperParameterDefinition definition)
    {
        CheckDistribution(map, "constant");
        return Value(map, "value", map.Node("value")!, definition) is { } value ? new SearchDomain.Choice([value]) : null;
    }

    private static SearchDomain.Choice? Choice(YamlMap map, HyperParameterDefinition definition)
    {
        CheckDistribution(map, "categorical");
        if (map.Node("values") is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            map.Wrong("values", "values must be a list with at least one value");
            return null;
        }

        var values = list.Children.Select(node => Value(map, "values", node, definition)).ToList();
        if (values.Distinct().Count() < values.Count && values.All(value => value is not null))
        {
            map.Wrong("values", "values has a value twice");
        }

        return Probabilities(map, values.Count) is not { } probabilities || values.Contains(null) ? null : new SearchDomain.Choice([.. values.Select(value => value!.Value)], probabilities);
    }

    /// <summary>Empty when there are none; null, with an error, when they are wrong.</summary>
    private static ImmutableArray<double>? Probabilities(YamlMap map, int values)
    {
        if (!map.Has("probabilities"))
        {
            return ImmutableArray<double>.Empty;
        }

        var numbers = map.Node("probabilities") is YamlSequenceNode list
            ? list.Children.Select(node => double.TryParse((node as YamlScalarNode)?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToImmutableArray()
            : [];
        if (numbers.Length == values && numbers.All(number => number > 0 && double.IsFinite(number)))
        {
            return numbers;
        }

        map.Wrong("probabilities", string.Create(CultureInfo.InvariantCulture, $"probabilities must be a list of {values} numbers greater than 0, one for each value"));
        return null;
    }

    private static HyperParameterValue? Value(YamlMap map, string key, YamlNode node, HyperParameterDefinition definition)
    {
        var reading = node switch
        {
            YamlScalarNode { Value: { } text } scalar when text.Length > 0 || scalar.Style != YamlDotNet.Core.ScalarStyle.Plain => HyperParameterText.Read(definition, text),
            YamlSequenceNode list when list.Children.All(item => item is YamlScalarNode) =>
                HyperParameterText.ReadList(definition, [.. list.Children.Select(item => ((YamlScalarNode)item).Value ?? "")]),
            _ => HyperParameterReading.Wrong("has no value"),
        };
        if (reading.Fault is null)
        {
            return reading.Value;
        }

        map.WrongAt(YamlMap.LineOf(node), reading.Fault);
        return null;
    }

    private static SearchDomain.SameAs? Follower(YamlMap map, HyperParameterDefinition definition, HashSet<string> names)
    {
        CheckDistribution(map, "same_as");
        if (map.Text("same_as") is not { } other)
        {
            return null;
        }

        if (!names.Contains(other) || string.Equals(other, definition.Name, StringComparison.Ordinal))
        {
            map.Wrong("same_as", $"same_as must name another hyper-parameter of this sweep, not {other}{NearestName.Suggest(other, names)}");
            return null;
        }

        return new SearchDomain.SameAs(other, definition);
    }

    private void RefuseWrongFollowers(ImmutableArray<SearchParameter> parameters)
    {
        var followers = parameters.Where(parameter => parameter.Domain is SearchDomain.SameAs).Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            if (parameter.Domain is SearchDomain.SameAs same && followers.Contains(same.Name))
            {
                errors.Add(new SweepError(parameter.Line, $"{parameter.Name}: same_as must name a hyper-parameter with values of its own; {same.Name} has none"));
            }
            else if (parameter.Domain is SearchDomain.SameAs follower && _definitions.GetValueOrDefault(follower.Name) is { } followed && !Fits(follower.Definition.Type, followed.Type))
            {
                errors.Add(new SweepError(parameter.Line, $"{parameter.Name}: takes {Kind(follower.Definition.Type)} and {followed.Name} {Kind(followed.Type)}; same_as needs a hyper-parameter with values of the same kind"));
            }
        }
    }

    private static bool Fits(HyperParameterType own, HyperParameterType followed) => own == followed || (own, followed) is (HyperParameterType.Number, HyperParameterType.Integer);

    private static string Kind(HyperParameterType type) => type switch
    {
        HyperParameterType.Boolean => "true or false",
        HyperParameterType.Integer => "integers",
        HyperParameterType.Number => "numbers",
        HyperParameterType.Text => "a word",
        _ => "a list of words",
    };

    private static void CheckDistribution(YamlMap map, string allowed)
    {
        if (map.Text("distribution") is { } distribution && !string.Equals(distribution, allowed, StringComparison.Ordinal))
        {
            map.Wrong("distribution", $"distribution {distribution} needs min and max");
        }

        if (map.Has("q"))
        {
            map.Wrong("q", "q needs min and max");
        }

        if (map.Has("probabilities") && !map.Has("values"))
        {
            map.Wrong("probabilities", "probabilities needs values");
        }
    }

    private sealed record Entry(string Name, int Line, YamlNode Node, ImmutableArray<YamlMap> Above);
}
