using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using YamlDotNet.RepresentationModel;

namespace TubeDetr.Grid.Grains.Sweeps.Yaml;

/// <summary>Reads <c>checkpoints: { keep_last: 2, keep_best: 1 }</c>; what is absent has its default.</summary>
internal static class CheckpointsYaml
{
    public static CheckpointPolicy Read(YamlMap root, List<SweepError> errors)
    {
        var policy = new CheckpointPolicy();
        if (!root.Has("checkpoints"))
        {
            return policy;
        }

        if (root.Node("checkpoints") is not YamlMappingNode node)
        {
            root.Wrong("checkpoints", "checkpoints must be a mapping with the keys keep_last and keep_best");
            return policy;
        }

        var map = new YamlMap(node, "checkpoints: ", errors);
        map.RefuseOthers("keep_last", "keep_best");
        return new CheckpointPolicy
        {
            KeepLast = (int)Math.Min(map.Integer("keep_last", 1) ?? policy.KeepLast, int.MaxValue),
            KeepBest = (int)Math.Min(map.Integer("keep_best", 0) ?? policy.KeepBest, int.MaxValue),
        };
    }
}
