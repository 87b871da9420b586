using System.Buffers.Binary;
using System.Globalization;
using TubeDetr.Training.Checkpoints.Original;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;
using TubeDetr.Training.Optimization;
using TubeDetr.Training.Options;
using static TorchSharp.torch;

namespace TubeDetr.Training.Checkpoints.Conversion;

/// <summary>
/// A checkpoint of ours as the original would have saved it: <c>model</c>, <c>model_ema</c>, <c>optimizer</c> with the original's numbers, <c>epoch</c> (the last one done) and <c>args</c>, a plain dict,
/// so that <c>torch.load</c> takes it with and without <c>weights_only</c>. What the original has no place for goes under <c>tubedetr</c>, which it ignores.
/// </summary>
internal static class SessionTree
{
    public const string Metadata = "metadata";
    public const string Order = "order";
    public const string Tensors = "tensors";

    public static PickleDict Of(SafetensorsFile checkpoint)
    {
        var file = new SessionFile(checkpoint);
        return Dict(
            (OriginalKeys.Model, StateDict(file, SessionCheckpoint.Model)),
            (OriginalKeys.Average, file.Order.Any(name => name.StartsWith(SessionCheckpoint.Average, StringComparison.Ordinal)) ? StateDict(file, SessionCheckpoint.Average) : PickleNone.Value),
            (OriginalKeys.Optimizer, Dict(("state", State(file)), ("param_groups", List(file.Groups.Select((group, i) => Group(file, (ParameterGroup)i)))))),
            (OriginalKeys.Epoch, file.Epoch - 1),
            (OriginalKeys.Args, Dict([.. OptionTable.All.Select(option => (option.Name, Plain(option.ValueIn(file.Options))))])),
            (OriginalKeys.Rest, Rest(file)));
    }

    private static PickleDict StateDict(SessionFile file, string prefix)
    {
        var dict = new PickleDict(ordered: true);
        foreach (var name in file.StateNames)
        {
            dict.Items[name] = file.Tensors.GetValueOrDefault(prefix + name) ?? throw new DamagedFileException($"lacks the tensor {prefix}{name}");
        }

        return dict;
    }

    private static PickleDict State(SessionFile file)
    {
        var state = new PickleDict();
        foreach (var (name, number) in file.Groups.SelectMany(group => group).Select((name, number) => (name, (long)number)))
        {
            if (file.Tensors.TryGetValue(SessionCheckpoint.FirstMoment + name, out var first))
            {
                state.Items[number] = file.Options.Optimizer is "sgd"
                    ? Dict(("momentum_buffer", first))
                    : Dict(("step", Scalar(file.Steps[name])), ("exp_avg", first), ("exp_avg_sq", file.Tensors[SessionCheckpoint.SecondMoment + name]));
            }
        }

        return state;
    }

    private static PickleDict Group(SessionFile file, ParameterGroup group)
    {
        var before = file.Groups.Take((int)group).Sum(names => names.Count);
        var common = new (string, object)[] { ("lr", file.Rates.Of(group)), ("weight_decay", file.Options.WeightDecay), ("maximize", false), ("foreach", PickleNone.Value), ("differentiable", false), ("fused", PickleNone.Value) };
        var own = file.Options.Optimizer is "sgd"
            ? new (string, object)[] { ("momentum", 0.9), ("dampening", 0L), ("nesterov", false) }
            : [("betas", new PickleTuple([0.9, 0.999])), ("eps", 1e-8), ("amsgrad", false), ("capturable", false)];
        return Dict([.. common, .. own, ("params", List(Enumerable.Range(before, file.Groups[(int)group].Count).Select(number => (object)(long)number)))]);
    }

    private static PickleDict Rest(SessionFile file)
    {
        var said = new HashSet<string>(StringComparer.Ordinal) { SessionCheckpoint.Model, SessionCheckpoint.Average, SessionCheckpoint.FirstMoment, SessionCheckpoint.SecondMoment };
        var others = file.Order.Where(name => !said.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
        return Dict(
            (Metadata, Dict([.. file.Metadata.Select(pair => (pair.Key, (object)pair.Value))])),
            (Order, List(file.Order)),
            (Tensors, Dict([.. others.Select(name => (name, (object)file.Tensors[name]))])));
    }

    private static object Plain(object value) => value switch
    {
        bool or double or string => value,
        int number => (long)number,
        IEnumerable<string> words => List(words),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    // PyTorch counts in a tensor of one number in single precision.
    private static StoredTensor Scalar(long value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return StoredTensor.Whole(new TensorStorage("step", ScalarType.Float32, 1).Place(new MemoryBytes(bytes), 0, bytes.Length), []);
    }

    private static PickleDict Dict(params (string Key, object Value)[] entries)
    {
        var dict = new PickleDict();
        foreach (var (key, value) in entries)
        {
            dict.Items[key] = value;
        }

        return dict;
    }

    private static PickleList List(IEnumerable<object> items)
    {
        var list = new PickleList();
        list.Items.AddRange(items);
        return list;
    }
}
