using System.Numerics;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Training.Checkpoints.PyTorch.Archives;

/// <summary>What <c>torch.save</c> wrote before 1.6: pickles of a magic number, a version, facts of the machine, the content and a list of keys, then for each key a count and the elements.</summary>
internal static class LegacyLayout
{
    private const long Version = 1001;

    private static readonly BigInteger Magic = new([0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]);

    /// <exception cref="DamagedFileException">It is none, or contradicts itself.</exception>
    public static object Read(FileBytes file)
    {
        var input = new PickleInput(file.Handle, 0, file.Length);
        var plain = new TorchWorld();
        if (!Magic.Equals(Unpickler.Read(input, plain)))
        {
            throw new DamagedFileException("is a pickle, but not one of torch.save", "Give a file that torch.save wrote.");
        }

        if (Unpickler.Read(input, plain) is not Version)
        {
            throw new DamagedFileException("is of an unknown version of PyTorch's old format", "Load and save it with a recent PyTorch.");
        }

        var bigEndian = Unpickler.Read(input, plain) is PickleDict facts && facts.Find("little_endian") is false;
        var world = new TorchWorld();
        var root = Unpickler.Read(input, world);
        var keys = Unpickler.Read(input, plain) as PickleList ?? throw new DamagedFileException("has no list of storages");
        Place(file, input, world, keys, bigEndian);
        return root;
    }

    private static void Place(FileBytes file, PickleInput input, TorchWorld world, PickleList keys, bool bigEndian)
    {
        var left = world.Storages.Keys.ToHashSet(StringComparer.Ordinal);
        var position = input.Position;
        Span<byte> count = stackalloc byte[8];
        foreach (var key in keys.Items)
        {
            if (key is not string name || !left.Remove(name))
            {
                throw new DamagedFileException($"lists the storage {key}, which no tensor uses");
            }

            var storage = world.Storages[name];
            file.Read(count, position);
            var elements = bigEndian ? System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(count) : BitConverter.ToInt64(count);
            if (elements != storage.Count)
            {
                throw new DamagedFileException($"says that storage {name} has {storage.Count} elements, and then that it has {elements}");
            }

            storage.Place(file, position + 8, Bytes(storage), bigEndian);
            position += 8 + Bytes(storage);
        }

        if (left.Count > 0)
        {
            throw new DamagedFileException($"lacks the elements of storage {left.First()}");
        }
    }

    private static long Bytes(TensorStorage storage) => storage.Count > long.MaxValue / 8 ? -1 : storage.Count * storage.ElementBytes;
}
