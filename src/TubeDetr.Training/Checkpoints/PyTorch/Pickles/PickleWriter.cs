using System.Numerics;
using System.Text;

namespace TubeDetr.Training.Checkpoints.PyTorch.Pickles;

/// <summary>Writes values as a pickle of protocol 2, with the instructions that <c>torch.save</c> uses; each tensor becomes a reference to a storage of its own.</summary>
internal sealed class PickleWriter
{
    private readonly PickleOutput output = new();
    private readonly List<StoredTensor> tensors = [];

    private PickleWriter()
    {
    }

    /// <summary>The pickle, and the tensors in the order of their keys 0, 1, …</summary>
    /// <exception cref="DamagedFileException">There is a value that cannot be written.</exception>
    public static (byte[] Pickle, IReadOnlyList<StoredTensor> Tensors) Write(object root)
    {
        var writer = new PickleWriter();
        writer.Value(root, 0);
        writer.output.Put(PickleOpcode.Stop);
        return (writer.output.ToArray(), writer.tensors);
    }

    private void Value(object value, int depth)
    {
        if (depth > PickleLimits.Depth)
        {
            throw new DamagedFileException($"nests values more than {PickleLimits.Depth} levels deep, or a value within itself");
        }

        switch (value)
        {
            case PickleNone:
                output.Put(PickleOpcode.None);
                break;
            case bool flag:
                output.Put(flag ? PickleOpcode.NewTrue : PickleOpcode.NewFalse);
                break;
            case long number:
                output.Number(number);
                break;
            case BigInteger number:
                output.Big(number);
                break;
            case double number:
                output.Real(number);
                break;
            case string text:
                output.Text(text);
                break;
            case byte[] bytes:
                Bytes(bytes);
                break;
            case StoredTensor tensor:
                Tensor(tensor);
                break;
            default:
                Container(value, depth + 1);
                break;
        }
    }

    private void Container(object value, int depth)
    {
        switch (value)
        {
            case PickleTuple tuple:
                Tuple(tuple.Items, depth);
                break;
            case PickleList list:
                output.Put(PickleOpcode.EmptyList);
                Group(list.Items, PickleOpcode.Appends, depth);
                break;
            case PickleDict dict:
                Dict(dict, depth);
                break;
            case PickleObject { Type: { Module: "argparse", Name: "Namespace" } type, State: PickleDict state }:
                output.Global(type.Module, type.Name);
                output.Put(PickleOpcode.EmptyTuple);
                output.Put(PickleOpcode.NewObj);
                Dict(state, depth);
                output.Put(PickleOpcode.Build);
                break;
            default:
                throw new DamagedFileException($"has the value {value}, which is not written to other files");
        }
    }

    private void Dict(PickleDict dict, int depth)
    {
        if (dict.Ordered)
        {
            output.Global("collections", "OrderedDict");
            output.Put(PickleOpcode.EmptyTuple);
            output.Put(PickleOpcode.Reduce);
        }
        else
        {
            output.Put(PickleOpcode.EmptyDict);
        }

        Group([.. dict.Items.SelectMany(pair => new[] { pair.Key, pair.Value })], PickleOpcode.SetItems, depth);
    }

    private void Group(IReadOnlyCollection<object> items, PickleOpcode end, int depth)
    {
        if (items.Count > 0)
        {
            output.Put(PickleOpcode.Mark);
            foreach (var item in items)
            {
                Value(item, depth);
            }

            output.Put(end);
        }
    }

    private void Tuple(IReadOnlyList<object> items, int depth)
    {
        if (items.Count == 0)
        {
            output.Put(PickleOpcode.EmptyTuple);
            return;
        }

        Group(items, PickleOpcode.Tuple, depth);
    }

    // _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, backward_hooks)
    private void Tensor(StoredTensor tensor)
    {
        output.Global("torch._utils", "_rebuild_tensor_v2");
        output.Put(PickleOpcode.Mark);
        output.Put(PickleOpcode.Mark);
        output.Text("storage");
        output.Global("torch", StorageType.NameOf(tensor.Type));
        output.Text(tensors.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        output.Text("cpu");
        output.Number(tensor.Count);
        output.Put(PickleOpcode.Tuple);
        output.Put(PickleOpcode.BinPersId);
        output.Number(0);
        Tuple([.. tensor.Shape.Cast<object>()], 0);
        Tuple([.. TensorLayout.Dense(tensor.Shape).Cast<object>()], 0);
        output.Put(PickleOpcode.NewFalse);
        Dict(new PickleDict(ordered: true), 0);
        output.Put(PickleOpcode.Tuple);
        output.Put(PickleOpcode.Reduce);
        tensors.Add(tensor);
    }

    // Protocol 2 has no bytes: Python writes them as text that is encoded again.
    private void Bytes(byte[] bytes)
    {
        output.Global("_codecs", "encode");
        Tuple([Encoding.Latin1.GetString(bytes), "latin1"], 0);
        output.Put(PickleOpcode.Reduce);
    }
}
