namespace TubeDetr.Training.Checkpoints.PyTorch.Pickles;

internal sealed partial class Unpickler
{
    private static IEnumerable<(PickleOpcode Opcode, Action<Unpickler> Action)> Objects() =>
    [
        (PickleOpcode.Global, u => u.PushGlobal(u.input.ReadLine(), u.input.ReadLine())),
        (PickleOpcode.StackGlobal, u => u.StackGlobal()),
        (PickleOpcode.BinPersId, u => u.stack.Push(u.world.Persistent(u.stack.Pop()))),
        (PickleOpcode.Reduce, u => u.Reduce()),
        (PickleOpcode.NewObj, u => u.Reduce()),
        (PickleOpcode.NewObjEx, u => u.NewObject()),
        (PickleOpcode.Build, u => u.Build()),
    ];

    private void PushGlobal(string module, string name)
    {
        var global = new PickleGlobal(module, name);
        HostileNames.Refuse(global);
        stack.Push(global);
    }

    private void StackGlobal()
    {
        var name = stack.Pop<string>("name of a class");
        PushGlobal(stack.Pop<string>("name of a module"), name);
    }

    // Both ask for a call; only what the world knows becomes a value.
    private void Reduce()
    {
        var arguments = stack.Pop<PickleTuple>("tuple of arguments");
        stack.Push(stack.Pop() is PickleGlobal callee ? world.Call(callee, arguments) : throw stack.Broken("calls something that is no name"));
    }

    private void NewObject()
    {
        var named = stack.Pop();
        var arguments = stack.Pop<PickleTuple>("tuple of arguments");
        stack.Push(new PickleObject(stack.Pop<PickleGlobal>("class"), new PickleTuple([.. arguments.Items, named])));
    }

    // A state dict carries version numbers of modules this way, and a tensor its attributes: nothing that a value needs.
    private void Build()
    {
        var state = stack.Pop();
        if (stack.Peek() is PickleObject inert)
        {
            inert.State = state;
        }
    }
}

/// <summary>What the names of a pickle mean.</summary>
internal interface IPickleWorld
{
    /// <summary>The value that a call stands for; an inert object where it is not known.</summary>
    object Call(PickleGlobal callee, PickleTuple arguments);

    /// <summary>The value that an identifier stands for.</summary>
    object Persistent(object id);
}
