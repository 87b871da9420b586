using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Sweeps;
using YamlDotNet.RepresentationModel;

namespace TubeDetr.Grid.Grains.Sweeps.Yaml;

/// <summary>Reads <c>metric</c>, or <c>metrics</c> with several. Absent: the greatest vIoU. The goal's default is W&amp;B's.</summary>
internal sealed class ObjectivesYaml(List<SweepError> errors)
{
    private static readonly Objective Default = new("viou", Maximize: true);

    /// <summary>At least one; the first ranks the experiments and is what a pruner looks at.</summary>
    public ImmutableArray<Objective> Read(YamlMap root)
    {
        if (!root.Has("metrics"))
        {
            return [root.Has("metric") ? One(root, "metric", root.Node("metric")!) : Default];
        }

        if (root.Has("metric"))
        {
            root.Wrong("metrics", "give metric, or metrics with several, not both");
        }

        if (root.Node("metrics") is not YamlSequenceNode { Children.Count: > 0 } list)
        {
            root.Wrong("metrics", "metrics must be a list of mappings with the keys name and goal");
            return [Default];
        }

        var objectives = list.Children.Select(node => One(root, "metrics", node)).ToImmutableArray();
        if (objectives.DistinctBy(objective => objective.Metric, StringComparer.Ordinal).Count() < objectives.Length)
        {
            root.Wrong("metrics", "metrics has a name twice");
        }

        return objectives;
    }

    private Objective One(YamlMap root, string key, YamlNode node)
    {
        if (node is not YamlMappingNode mapping)
        {
            root.Wrong(key, $"{key} must be a mapping with the keys name and goal");
            return Default;
        }

        var metric = new YamlMap(mapping, $"{key}: ", errors);
        metric.RefuseOthers("name", "goal");
        if (!metric.Has("name"))
        {
            metric.WrongAt(string.Equals(key, "metric", StringComparison.Ordinal) ? root.LineOf(key) : metric.Line, "name is missing, such as viou");
        }

        var goal = metric.Text("goal") ?? "minimize";
        if (goal is not ("minimize" or "maximize"))
        {
            metric.Wrong("goal", $"goal must be minimize or maximize, not {goal}");
        }

        return new Objective(metric.Text("name") ?? "viou", string.Equals(goal, "maximize", StringComparison.Ordinal));
    }
}
