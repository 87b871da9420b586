using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace TubeDetr.Training.Checkpoints.PyTorch.Pickles;

/// <summary>Instructions of a pickle of protocol 2; names and texts are written once and then referred to.</summary>
internal sealed class PickleOutput
{
    private readonly ArrayBufferWriter<byte> output = new();
    private readonly Dictionary<string, int> memo = new(StringComparer.Ordinal);

    public PickleOutput()
    {
        Put(PickleOpcode.Protocol);
        output.Write([(byte)2]);
    }

    public byte[] ToArray() => output.WrittenSpan.ToArray();

    public void Global(string module, string name)
    {
        if (!Recall($"c{module}.{name}"))
        {
            Put(PickleOpcode.Global);
            output.Write(Encoding.ASCII.GetBytes($"{module}\n{name}\n"));
            Remember($"c{module}.{name}");
        }
    }

    public void Text(string text)
    {
        if (!Recall("X" + text))
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Put(PickleOpcode.BinUnicode);
            Write(bytes.Length);
            output.Write(bytes);
            Remember("X" + text);
        }
    }

    public void Number(long number)
    {
        switch (number)
        {
            case >= 0 and <= byte.MaxValue:
                Put(PickleOpcode.BinInt1);
                output.Write([(byte)number]);
                break;
            case >= int.MinValue and <= int.MaxValue:
                Put(PickleOpcode.BinInt);
                Write((int)number);
                break;
            default:
                Big(number);
                break;
        }
    }

    public void Big(BigInteger number)
    {
        var bytes = number.ToByteArray();
        if (bytes.Length > byte.MaxValue)
        {
            throw new DamagedFileException($"has a whole number of {bytes.Length} bytes, which is not written to other files");
        }

        Put(PickleOpcode.Long1);
        output.Write([(byte)bytes.Length]);
        output.Write(bytes);
    }

    public void Real(double number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, number);
        Put(PickleOpcode.BinFloat);
        output.Write(bytes);
    }

    private bool Recall(string key)
    {
        if (!memo.TryGetValue(key, out var index))
        {
            return false;
        }

        Put(PickleOpcode.LongBinGet);
        Write(index);
        return true;
    }

    private void Remember(string key)
    {
        Put(PickleOpcode.LongBinPut);
        Write(memo.Count);
        memo.Add(key, memo.Count);
    }

    public void Put(PickleOpcode opcode) => output.Write([(byte)opcode]);

    private void Write(int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        output.Write(bytes);
    }
}
