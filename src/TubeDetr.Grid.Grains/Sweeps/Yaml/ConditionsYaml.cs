using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Space;
using YamlDotNet.RepresentationModel;

namespace TubeDetr.Grid.Grains.Sweeps.Yaml;

/// <summary>
/// Reads <c>when:</c> of a parameter or a group, a condition or a mapping such as <c>{optimizer: sgd, ema: [true]}</c>, and <c>where:</c> of a sweep, a condition or a list of them.
/// </summary>
internal sealed class ConditionsYaml(ConditionNames names, List<SweepError> errors)
{
    public ImmutableArray<SearchConstraint> Where(YamlMap root) => root.Node("where") switch
    {
        null => [],
        YamlScalarNode { Value: { Length: > 0 } text } node => [.. Constraint(text, YamlMap.LineOf(node))],
        YamlSequenceNode list when list.Children.All(node => node is YamlScalarNode) =>
            [.. list.Children.Cast<YamlScalarNode>().SelectMany(node => Constraint(node.Value ?? "", YamlMap.LineOf(node)))],
        _ => Refuse(root),
    };

    /// <summary>Null, with an error, when it cannot be read.</summary>
    public Condition? When(YamlMap map) => map.Node("when") switch
    {
        YamlScalarNode { Value: { Length: > 0 } text } => Read(text, map.LineOf("when"), "when: "),
        YamlMappingNode { Children.Count: > 0 } node when node.Children.All(pair => pair is { Key: YamlScalarNode, Value: YamlScalarNode or YamlSequenceNode }) => All(node),
        _ => Refuse(map, "when"),
    };

    private IEnumerable<SearchConstraint> Constraint(string text, int line) =>
        Read(text, line, $"where: {text}: ") is { } condition ? [new SearchConstraint(text, line, condition)] : [];

    private static ImmutableArray<SearchConstraint> Refuse(YamlMap root)
    {
        root.Wrong("where", "where must be a condition, such as lr_backbone <= lr, or a list of conditions");
        return [];
    }

    private static Condition? Refuse(YamlMap map, string key)
    {
        map.Wrong(key, $"{key} must be a condition, such as optimizer == sgd, or a mapping from hyper-parameters to values");
        return null;
    }

    private Condition? All(YamlMappingNode node)
    {
        var parts = node.Children.Select(pair => Read(Written((YamlScalarNode)pair.Key, pair.Value), YamlMap.LineOf(pair.Key), "when: ")).ToList();
        return parts.Contains(null) ? null : parts is [{ } one] ? one : new Condition.All([.. parts.Select(part => part!)]);
    }

    private static string Written(YamlScalarNode name, YamlNode value)
    {
        var values = value is YamlSequenceNode list ? list.Children : [value];
        return $"{name.Value} in [{string.Join(", ", values.Select(item => $"\"{(item as YamlScalarNode)?.Value}\""))}]";
    }

    private Condition? Read(string text, int line, string place)
    {
        try
        {
            return ConditionText.Read(text, names);
        }
        catch (ConditionException e)
        {
            errors.Add(new SweepError(line, place + e.Message));
            return null;
        }
    }
}
