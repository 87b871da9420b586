using System.Globalization;
using System.Numerics;
using System.Text;

namespace TubeDetr.Training.Checkpoints.PyTorch.Pickles;

internal sealed partial class Unpickler
{
    private static IEnumerable<(PickleOpcode Opcode, Action<Unpickler> Action)> Numbers() =>
    [
        (PickleOpcode.None, u => u.stack.Push(PickleNone.Value)),
        (PickleOpcode.NewTrue, u => u.stack.Push(true)),
        (PickleOpcode.NewFalse, u => u.stack.Push(false)),
        (PickleOpcode.BinInt, u => u.stack.Push((long)u.input.ReadInt32())),
        (PickleOpcode.BinInt1, u => u.stack.Push((long)u.input.ReadByte())),
        (PickleOpcode.BinInt2, u => u.stack.Push((long)u.input.ReadUInt16())),
        (PickleOpcode.Long1, u => u.Push(u.Number(u.input.ReadByte()))),
        (PickleOpcode.Long4, u => u.Push(u.Number(u.input.ReadInt32()))),
        (PickleOpcode.BinFloat, u => u.stack.Push(u.input.ReadBigEndianDouble())),
        (PickleOpcode.Float, u => u.stack.Push(u.Real(u.input.ReadLine()))),
        (PickleOpcode.Int, u => u.PushWhole(u.input.ReadLine())),
        (PickleOpcode.Long, u => u.PushWhole(u.input.ReadLine().TrimEnd('L'))),
    ];

    private static IEnumerable<(PickleOpcode Opcode, Action<Unpickler> Action)> Texts() =>
    [
        (PickleOpcode.BinUnicode, u => u.stack.Push(u.input.ReadText((uint)u.input.ReadInt32()))),
        (PickleOpcode.ShortBinUnicode, u => u.stack.Push(u.input.ReadText(u.input.ReadByte()))),
        (PickleOpcode.BinUnicode8, u => u.stack.Push(u.input.ReadText(u.input.ReadInt64()))),
        (PickleOpcode.Unicode, u => u.stack.Push(u.input.ReadLine())),
        (PickleOpcode.String, u => u.stack.Push(u.Quoted(u.input.ReadLine()))),
        (PickleOpcode.BinString, u => u.stack.Push(u.OldText(u.input.ReadInt32()))),
        (PickleOpcode.ShortBinString, u => u.stack.Push(u.OldText(u.input.ReadByte()))),
        (PickleOpcode.BinBytes, u => u.stack.Push(u.input.ReadBytes((uint)u.input.ReadInt32()))),
        (PickleOpcode.ShortBinBytes, u => u.stack.Push(u.input.ReadBytes(u.input.ReadByte()))),
        (PickleOpcode.BinBytes8, u => u.stack.Push(u.input.ReadBytes(u.input.ReadInt64()))),
        (PickleOpcode.ByteArray8, u => u.stack.Push(u.input.ReadBytes(u.input.ReadInt64()))),
    ];

    // Python has one kind of whole number; here those of 64 bits are longs.
    private void Push(BigInteger number)
    {
        if (number >= long.MinValue && number <= long.MaxValue)
        {
            stack.Push((long)number);
        }
        else
        {
            stack.Push(number);
        }
    }

    // Little-endian two's complement.
    private BigInteger Number(int bytes) => bytes is >= 0 and <= PickleLimits.NumberBytes
        ? new BigInteger(input.ReadBytes(bytes))
        : throw stack.Broken($"has a whole number of {bytes} bytes");

    private void PushWhole(string text)
    {
        if (text is "00" or "01")
        {
            stack.Push(text is "01");
            return;
        }

        Push(text.Length <= PickleLimits.NumberBytes && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw stack.Broken($"has the whole number \"{text}\""));
    }

    private double Real(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw stack.Broken($"has the number \"{text}\"");

    private string Quoted(string text) => text.Length >= 2 && text[0] is '\'' or '"' && text[^1] == text[0] && !text.Contains('\\', StringComparison.Ordinal)
        ? text[1..^1]
        : throw stack.Broken("has an old-style text that is not plain");

    // Python 2 wrote bytes that mostly were ASCII.
    private string OldText(int count) => Encoding.Latin1.GetString(input.ReadBytes(count));
}
