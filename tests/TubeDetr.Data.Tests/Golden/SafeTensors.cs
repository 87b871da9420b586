using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace TubeDetr.Data.Tests.Golden;

/// <summary>Raw access to the tensors of a golden case.</summary>
public sealed class SafeTensors
{
    private readonly byte[] _file;
    private readonly int _data;
    private readonly JsonElement _header;

    public SafeTensors(string path)
    {
        _file = File.ReadAllBytes(path);
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(_file);
        _data = 8 + length;
        using var header = JsonDocument.Parse(_file.AsMemory(8, length));
        _header = header.RootElement.Clone();
    }

    public int[] Shape(string name) => [.. _header.GetProperty(name).GetProperty("shape").EnumerateArray().Select(e => e.GetInt32())];

    public byte[] Bytes(string name)
    {
        var offsets = _header.GetProperty(name).GetProperty("data_offsets");
        return _file[(_data + offsets[0].GetInt32())..(_data + offsets[1].GetInt32())];
    }

    public float[] Floats(string name) => MemoryMarshal.Cast<byte, float>(Bytes(name)).ToArray();
}
