namespace TubeDetr.Training.Checkpoints.PyTorch.Pickles;

internal sealed partial class Unpickler
{
    private static IEnumerable<(PickleOpcode Opcode, Action<Unpickler> Action)> Containers() =>
    [
        (PickleOpcode.Mark, u => u.stack.Mark()),
        (PickleOpcode.EmptyTuple, u => u.stack.Push(PickleTuple.Empty)),
        (PickleOpcode.Tuple, u => u.stack.Push(new PickleTuple(u.stack.PopToMark()))),
        (PickleOpcode.Tuple1, u => u.stack.Push(new PickleTuple(u.stack.Pop(1)))),
        (PickleOpcode.Tuple2, u => u.stack.Push(new PickleTuple(u.stack.Pop(2)))),
        (PickleOpcode.Tuple3, u => u.stack.Push(new PickleTuple(u.stack.Pop(3)))),
        (PickleOpcode.EmptyList, u => u.stack.Push(new PickleList())),
        (PickleOpcode.List, u => u.PushList(u.stack.PopToMark())),
        (PickleOpcode.Append, u => u.Append(u.stack.Pop(1))),
        (PickleOpcode.Appends, u => u.Append(u.stack.PopToMark())),
        (PickleOpcode.EmptyDict, u => u.stack.Push(new PickleDict())),
        (PickleOpcode.Dict, u => u.PushDict(u.stack.PopToMark())),
        (PickleOpcode.SetItem, u => u.SetItems(u.stack.Pop(2))),
        (PickleOpcode.SetItems, u => u.SetItems(u.stack.PopToMark())),
        (PickleOpcode.EmptySet, u => u.stack.Push(new PickleObject(new("builtins", "set"), PickleTuple.Empty))),
        (PickleOpcode.AddItems, u => u.Append(u.stack.PopToMark())),
        (PickleOpcode.FrozenSet, u => u.stack.Push(new PickleObject(new("builtins", "frozenset"), new PickleTuple(u.stack.PopToMark())))),
    ];

    private void PushList(object[] items)
    {
        stack.Push(new PickleList());
        Append(items);
    }

    private void PushDict(object[] items)
    {
        stack.Push(new PickleDict());
        SetItems(items);
    }

    private void Append(object[] items)
    {
        var list = stack.Peek() switch
        {
            PickleList plain => plain,
            PickleObject inert => inert.Elements,
            _ => throw stack.Broken("appends to something that is no list"),
        };
        list.Items.AddRange(items);
    }

    private void SetItems(object[] items)
    {
        var dict = stack.Peek() switch
        {
            PickleDict plain => plain,
            PickleObject inert => inert.Entries,
            _ => throw stack.Broken("sets an entry of something that is no dict"),
        };
        if (items.Length % 2 != 0)
        {
            throw stack.Broken("has a key without a value");
        }

        for (var i = 0; i < items.Length; i += 2)
        {
            dict.Items[items[i]] = items[i + 1];
        }
    }
}
