using TubeDetr.Training.Checkpoints.Original;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Training.Checkpoints.Conversion;

/// <summary>Trees that hold weights alone.</summary>
internal static class WeightTree
{
    /// <summary>The weights and the average of a checkpoint of ours.</summary>
    public static PickleDict Parts(SafetensorsFile file)
    {
        var root = new PickleDict();
        foreach (var (key, prefix) in new[] { (OriginalKeys.Model, SessionCheckpoint.Model), (OriginalKeys.Average, SessionCheckpoint.Average) })
        {
            var part = StateDict(file.Entries.Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(entry => entry with { Name = entry.Name[prefix.Length..] }));
            root.Items[key] = part.Items.Count > 0 ? part : PickleNone.Value;
        }

        return root;
    }

    /// <summary>A safetensors file of others: its tensors are the weights.</summary>
    public static PickleDict Plain(SafetensorsFile file) => Under(OriginalKeys.Model, StateDict(file.Entries));

    /// <summary>One of the parts, as <c>model</c>.</summary>
    /// <exception cref="DamagedFileException">There is none.</exception>
    public static PickleDict Choose(object root, string part)
    {
        var weights = root as PickleDict is { } dict && dict.Dict(part) is { } found ? found
            : part is OriginalKeys.Model && IsStateDict(root) ? (PickleDict)root
            : throw new DamagedFileException($"has no {part}", part is OriginalKeys.Average ? "Choose --weights model." : "Convert it without --weights.");
        return Under(OriginalKeys.Model, StateDict(weights.Tensors().Select(pair => new TensorEntry(pair.Key, pair.Value))));
    }

    /// <summary>Nothing but tensors.</summary>
    public static bool IsStateDict(object root) => root is PickleDict dict && dict.Items.All(pair => pair is { Key: string, Value: StoredTensor });

    /// <summary>The tensors of a state dict, or of the one under <c>model</c>.</summary>
    public static IReadOnlyList<TensorEntry> Entries(object root) =>
        [.. (((PickleDict)root).Dict(OriginalKeys.Model) ?? (PickleDict)root).Tensors().Select(pair => new TensorEntry(pair.Key, pair.Value))];

    private static PickleDict StateDict(IEnumerable<TensorEntry> entries)
    {
        var dict = new PickleDict(ordered: true);
        foreach (var (name, tensor) in entries)
        {
            dict.Items[name] = tensor;
        }

        return dict;
    }

    private static PickleDict Under(string key, PickleDict value)
    {
        var dict = new PickleDict();
        dict.Items[key] = value;
        return dict;
    }
}
