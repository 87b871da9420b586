using System.Collections.Frozen;

namespace TubeDetr.Training.Checkpoints.PyTorch.Pickles;

/// <summary>
/// Reads a pickle as data. Names of classes and functions stay names; the <see cref="IPickleWorld"/> turns the few that tensors need into values, everything else becomes an inert
/// <see cref="PickleObject"/>. It does not recurse, and bounds instructions, marks and bytes.
/// </summary>
internal sealed partial class Unpickler
{
    private static readonly FrozenDictionary<PickleOpcode, Action<Unpickler>> Table =
        Numbers().Concat(Texts()).Concat(Containers()).Concat(Memory()).Concat(Objects()).ToFrozenDictionary(pair => pair.Opcode, pair => pair.Action);

    private readonly PickleInput input;
    private readonly IPickleWorld world;
    private readonly PickleStack stack;

    private Unpickler(PickleInput input, IPickleWorld world)
    {
        this.input = input;
        this.world = world;
        stack = new(input);
    }

    /// <summary>Reads one pickle and leaves the input behind it.</summary>
    /// <exception cref="DamagedFileException">It is broken, asks for too much, or uses an instruction that is not known.</exception>
    public static object Read(PickleInput input, IPickleWorld world) => new Unpickler(input, world).Run();

    private object Run()
    {
        var begin = input.Position;
        for (var count = 0; count < PickleLimits.Instructions; count++)
        {
            var opcode = (PickleOpcode)input.ReadByte();
            if (opcode is PickleOpcode.Stop)
            {
                return stack.Pop();
            }

            if (!Table.TryGetValue(opcode, out var action))
            {
                throw stack.Broken($"has the instruction 0x{(byte)opcode:x2}, which no checkpoint needs");
            }

            action(this);
            if (input.Position - begin > PickleLimits.Bytes)
            {
                throw stack.Broken($"has a description of more than {PickleLimits.Bytes >> 20} MiB");
            }
        }

        throw stack.Broken($"has a description of more than {PickleLimits.Instructions} instructions");
    }

    private static IEnumerable<(PickleOpcode Opcode, Action<Unpickler> Action)> Memory() =>
    [
        (PickleOpcode.Protocol, u => u.CheckProtocol()),
        (PickleOpcode.Frame, u => u.input.ReadInt64()),
        (PickleOpcode.Pop, u => u.stack.Pop()),
        (PickleOpcode.PopMark, u => u.stack.PopToMark()),
        (PickleOpcode.Dup, u => u.stack.Push(u.stack.Peek())),
        (PickleOpcode.Put, u => u.stack.Remember(u.Index(u.input.ReadLine()))),
        (PickleOpcode.BinPut, u => u.stack.Remember(u.input.ReadByte())),
        (PickleOpcode.LongBinPut, u => u.stack.Remember(u.input.ReadInt32())),
        (PickleOpcode.Memoize, u => u.stack.Memoize()),
        (PickleOpcode.Get, u => u.stack.Recall(u.Index(u.input.ReadLine()))),
        (PickleOpcode.BinGet, u => u.stack.Recall(u.input.ReadByte())),
        (PickleOpcode.LongBinGet, u => u.stack.Recall(u.input.ReadInt32())),
    ];

    private void CheckProtocol()
    {
        var protocol = input.ReadByte();
        if (protocol > 5)
        {
            throw stack.Broken($"is a pickle of protocol {protocol}; only 0 to 5 are known");
        }
    }

    private int Index(string text) => int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var index)
        ? index
        : throw stack.Broken($"refers to value \"{text}\"");
}
