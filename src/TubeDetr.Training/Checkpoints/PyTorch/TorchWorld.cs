using System.Text;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Training.Checkpoints.PyTorch;

/// <summary>The names that tensors are made of. Everything else a file wants to call stays an inert object.</summary>
internal sealed class TorchWorld : IPickleWorld
{
    private readonly Dictionary<string, TensorStorage> storages = new(StringComparer.Ordinal);

    /// <summary>Storages that tensors look at, by key.</summary>
    public IReadOnlyDictionary<string, TensorStorage> Storages => storages;

    public object Call(PickleGlobal callee, PickleTuple arguments) => callee.FullName switch
    {
        "torch._utils._rebuild_tensor_v2" or "torch._utils._rebuild_tensor" => TensorCall.Rebuild(arguments),
        "torch._utils._rebuild_parameter" or "torch._utils._rebuild_parameter_with_state" => TensorCall.Parameter(arguments),
        "torch._tensor._rebuild_from_type_v2" => TensorCall.Subclass(arguments, Call),
        "collections.OrderedDict" => OrderedDict(arguments),
        "torch.Size" when arguments.Items is [PickleTuple sizes] => sizes,
        "_codecs.encode" when arguments.Items is [string text, "latin1"] => Encoding.Latin1.GetBytes(text),
        "builtins.bytes" or "__builtin__.bytes" when arguments.Items.Count == 0 => Array.Empty<byte>(),
        _ => new PickleObject(callee, arguments),
    };

    public object Persistent(object id)
    {
        if (id is not PickleTuple { Items: ["storage", PickleGlobal type, string key, string _, long count, ..] items } || count < 0)
        {
            throw new DamagedFileException("refers to something outside that is no storage of a tensor");
        }

        if (items.Skip(5).Any(item => item is not PickleNone))
        {
            throw new DamagedFileException($"has the storage {key} within another, as PyTorch wrote before 0.4", "Load and save it with PyTorch 1.0 or later.");
        }

        var element = StorageType.Of(type);
        if (!storages.TryGetValue(key, out var storage))
        {
            storages.Add(key, storage = new(key, element, count));
        }

        return storage.Type == element && storage.Count == count ? storage : throw new DamagedFileException($"describes storage {key} in two ways");
    }

    private static PickleDict OrderedDict(PickleTuple arguments)
    {
        var dict = new PickleDict(ordered: true);
        if (arguments.Items is [PickleList pairs])
        {
            foreach (var pair in pairs.Items)
            {
                var items = pair switch { PickleList list => list.Items, PickleTuple tuple => tuple.Items, _ => [] };
                dict.Items[items.Count == 2 ? items[0] : throw new DamagedFileException("has an OrderedDict of something else than pairs")] = items[1];
            }
        }

        return dict;
    }
}
