using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Pruners;
using YamlDotNet.RepresentationModel;

namespace TubeDetr.Grid.Grains.Sweeps.Yaml;

/// <summary>Reads <c>early_terminate</c>, with W&amp;B's keys.</summary>
internal sealed class EarlyTerminateYaml(List<SweepError> errors)
{
    private static readonly SortedDictionary<string, PrunerKind> Kinds = new(StringComparer.Ordinal)
    {
        ["none"] = PrunerKind.None,
        ["median"] = PrunerKind.Median,
        ["asha"] = PrunerKind.Asha,
        ["hyperband"] = PrunerKind.Hyperband,
    };

    public PrunerSettings Read(YamlMap root)
    {
        if (!root.Has("early_terminate"))
        {
            return new PrunerSettings();
        }

        if (root.Node("early_terminate") is not YamlMappingNode node)
        {
            root.Wrong("early_terminate", "early_terminate must be a mapping, such as {type: asha, min_iter: 1, eta: 3}");
            return new PrunerSettings();
        }

        var map = new YamlMap(node, "early_terminate: ", errors);
        map.RefuseOthers("type", "min_iter", "max_iter", "eta", "s", "strict", "n_startup");
        var before = errors.Count;
        var settings = new PrunerSettings
        {
            Kind = Kind(root, map),
            MinIter = Whole(map, "min_iter"),
            MaxIter = Whole(map, "max_iter"),
            Eta = map.Number("eta")?.Value,
            S = Whole(map, "s"),
            Strict = Strict(map),
            Startup = Whole(map, "n_startup"),
        };
        foreach (var (key, message) in errors.Count > before ? [] : Pruner.Faults(settings))
        {
            map.Wrong(key, message);
        }

        return settings;
    }

    private static PrunerKind Kind(YamlMap root, YamlMap map)
    {
        var type = map.Text("type");
        if (Kinds.TryGetValue(type ?? "", out var kind))
        {
            return kind;
        }

        var names = string.Join(", ", Kinds.Keys);
        map.WrongAt(map.Has("type") ? map.LineOf("type") : root.LineOf("early_terminate"), type is null ? $"type is missing: {names}" : $"type must be one of {names}, not {type}");
        return PrunerKind.None;
    }

    private static int? Whole(YamlMap map, string key) => map.Integer(key, long.MinValue) is { } number ? (int)Math.Clamp(number, int.MinValue, int.MaxValue) : null;

    private static bool? Strict(YamlMap map)
    {
        switch (map.Text("strict"))
        {
            case null:
                return null;
            case "true" or "True":
                return true;
            case "false" or "False":
                return false;
            default:
                map.Wrong("strict", "strict must be true or false");
                return null;
        }
    }
}
