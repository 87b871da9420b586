using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.Experiments;
using YamlDotNet.RepresentationModel;

namespace TubeDetr.Grid.Grains.Sweeps.Yaml;

/// <summary>Reads <c>failure_rules</c>, a list of <c>{pattern, action}</c>.</summary>
internal static class FailureRulesYaml
{
    public static ImmutableArray<FailureRule> Read(YamlMap root, List<SweepError> errors)
    {
        if (!root.Has("failure_rules"))
        {
            return [];
        }

        if (root.Node("failure_rules") is YamlSequenceNode { Children: { Count: > 0 } nodes } && nodes.All(node => node is YamlMappingNode))
        {
            return [.. nodes.Select(node => ReadOne((YamlMappingNode)node, errors)).OfType<FailureRule>()];
        }

        root.Wrong("failure_rules", "failure_rules must be a list such as [{pattern: out of memory, action: cancel_retries}]");
        return [];
    }

    private static FailureRule? ReadOne(YamlMappingNode node, List<SweepError> errors)
    {
        var map = new YamlMap(node, "failure_rules: ", errors);
        map.RefuseOthers("pattern", "action");
        var (pattern, action) = (map.Text("pattern"), map.Text("action"));
        if (!map.Has("pattern") || !map.Has("action"))
        {
            map.WrongAt(map.Line, "a rule needs both pattern and action");
        }

        if (pattern is not null && FailureRules.FaultOf(pattern) is { } fault)
        {
            map.Wrong("pattern", $"{pattern} is no regular expression that can be used: {fault}");
        }

        if (action is not (null or "cancel_retries" or "exclude_slot"))
        {
            map.Wrong("action", $"action must be cancel_retries or exclude_slot, not {action}");
        }

        return pattern is null ? null : new FailureRule(pattern, action is "exclude_slot" ? FailureAction.ExcludeSlot : FailureAction.CancelRetries);
    }
}
