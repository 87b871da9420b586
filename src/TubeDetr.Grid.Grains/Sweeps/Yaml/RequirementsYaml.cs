using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Contracts.Trainers;
using YamlDotNet.RepresentationModel;

namespace TubeDetr.Grid.Grains.Sweeps.Yaml;

/// <summary>Reads <c>requires</c>: what the slots of a sweep must have.</summary>
internal static class RequirementsYaml
{
    public static SlotRequirements Read(YamlMap root, List<SweepError> errors)
    {
        if (!root.Has("requires"))
        {
            return SlotRequirements.None;
        }

        if (root.Node("requires") is not YamlMappingNode node)
        {
            root.Wrong("requires", "requires must be a mapping with the keys device, memory_gib and labels");
            return SlotRequirements.None;
        }

        var map = new YamlMap(node, "requires: ", errors);
        map.RefuseOthers("device", "memory_gib", "labels");
        if (map.Text("device") is { } device and not ("cuda" or "cpu"))
        {
            map.Wrong("device", $"device must be cuda or cpu, not {device}");
        }

        return new SlotRequirements { Device = map.Text("device"), MemoryGib = (int)Math.Min(map.Integer("memory_gib", 1) ?? 0, int.MaxValue), Labels = Labels(map) };
    }

    private static ImmutableArray<string> Labels(YamlMap map)
    {
        if (!map.Has("labels"))
        {
            return [];
        }

        if (map.Node("labels") is YamlSequenceNode { Children: var nodes } && nodes.All(node => node is YamlScalarNode { Value: { } text } && SlotLabel.IsValid(text)))
        {
            return [.. nodes.Select(node => ((YamlScalarNode)node).Value!).Distinct(StringComparer.Ordinal)];
        }

        map.Wrong("labels", "labels must be a list of words of letters, digits, - _ and ., such as [a100, lab-2]");
        return [];
    }
}
