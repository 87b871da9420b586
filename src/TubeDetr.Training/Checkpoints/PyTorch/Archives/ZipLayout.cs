using System.Text;
using TubeDetr.Training.Checkpoints.PyTorch.Pickles;

namespace TubeDetr.Training.Checkpoints.PyTorch.Archives;

/// <summary>What <c>torch.save</c> writes since 1.6: a zip file with <c>TOP/data.pkl</c>, <c>TOP/byteorder</c> and the storages <c>TOP/data/KEY</c>.</summary>
internal static class ZipLayout
{
    private const string Description = "/data.pkl";

    /// <exception cref="DamagedFileException">It is none, or contradicts itself.</exception>
    public static object Read(FileBytes file)
    {
        var records = ZipDirectory.Read(file);
        var pickles = records.Values.Where(record => record.Name.EndsWith(Description, StringComparison.Ordinal) && record.Name.Count(c => c == '/') == 1).ToArray();
        if (pickles is not [var pickle])
        {
            throw new DamagedFileException("is a zip file, but not one of torch.save: it has no data.pkl in its top folder", "Give the file that torch.save wrote.");
        }

        var top = pickle.Name[..^Description.Length];
        if (records.ContainsKey(top + "/constants.pkl"))
        {
            throw new DamagedFileException("is a TorchScript program, not weights", "Save the state_dict of that model with torch.save.");
        }

        var bigEndian = IsBigEndian(file, records.GetValueOrDefault(top + "/byteorder"));
        var world = new TorchWorld();
        var root = Unpickler.Read(new(file.Handle, pickle.Begin, pickle.Length), world);
        foreach (var storage in world.Storages.Values)
        {
            var record = records.GetValueOrDefault($"{top}/data/{storage.Key}") ?? throw new DamagedFileException($"lacks the record {top}/data/{storage.Key}, in which the elements of a tensor should be");
            storage.Place(file, record.Begin, record.Length, bigEndian);
        }

        return root;
    }

    private static bool IsBigEndian(FileBytes file, ZipRecord? record)
    {
        if (record is null)
        {
            return false;
        }

        var bytes = new byte[Math.Min(record.Length, 16)];
        file.Read(bytes, record.Begin);
        return Encoding.ASCII.GetString(bytes).Trim() switch
        {
            "little" => false,
            "big" => true,
            var other => throw new DamagedFileException($"has the unknown byte order \"{other}\""),
        };
    }
}
