using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Writes a copy of libLibTorchSharp.so that loads with the libstdc++ of Debian 12, Ubuntu 22.04 and RHEL 9.
/// </summary>
/// <remarks>
/// The library needs version GLIBCXX_3.4.32 for one symbol only, std::ios_base_library_init(). std::ios_base::Init::Init() (GLIBCXX_3.4) does the
/// same work, has a shorter name and ignores its object. So the name in .dynstr is overwritten, and the version entry that
/// asked for 3.4.32 takes the name and hash of the entry for 3.4. Undefined symbols are in no hash table: nothing else changes.
/// Drop this when a later TorchSharp no longer asks for GLIBCXX_3.4.32.
/// </remarks>
public sealed class RepairLibTorchSharp : Task
{
    private const string NewerSymbol = "_ZSt21ios_base_library_initv";
    private const string OlderSymbol = "_ZNSt8ios_base4InitC1Ev";
    private const string NewerVersion = "GLIBCXX_3.4.32";
    private const string OlderVersion = "GLIBCXX_3.4";

    [Required]
    public string Source { get; set; }

    [Required]
    public string Destination { get; set; }

    public override bool Execute()
    {
        try
        {
            var image = File.ReadAllBytes(Source);
            var changed = Repair(image);
            if (!changed && Path.GetFullPath(Source) == Path.GetFullPath(Destination))
            {
                return true;
            }

            // Written beside and renamed, so that the package cache is never written through a link and no half file is ever loaded.
            var part = Destination + "." + Guid.NewGuid().ToString("N");
            File.WriteAllBytes(part, image);
            File.Delete(Destination);
            File.Move(part, Destination);
            return true;
        }
        catch (InvalidDataException fault)
        {
            Log.LogError("{0} is not a libLibTorchSharp.so this build knows how to repair: {1} Update build/RepairLibTorchSharp.cs, or remove it if this TorchSharp loads by itself.", Source, fault.Message);
            return false;
        }
    }

    private static bool Repair(byte[] image)
    {
        if (image.Length < 64 || image[0] != 0x7f || image[1] != 'E' || image[2] != 'L' || image[3] != 'F' || image[4] != 2 || image[5] != 1)
        {
            throw new InvalidDataException("it is not a 64-bit little-endian ELF file.");
        }

        var names = Section(image, ".dynstr");
        var versions = Section(image, ".gnu.version_r");
        var newer = Requirement(image, names, versions, NewerVersion);
        var symbol = Find(image, names, NewerSymbol);
        if (newer < 0 && symbol < 0)
        {
            return false; // already repaired, or never in need of it
        }

        var older = Requirement(image, names, versions, OlderVersion);
        if (newer < 0 || symbol < 0 || older < 0)
        {
            throw new InvalidDataException("it does not have exactly the symbol and version entries that are known.");
        }

        var name = Encoding.ASCII.GetBytes(OlderSymbol + "\0");
        Buffer.BlockCopy(name, 0, image, symbol, name.Length);
        Buffer.BlockCopy(image, older, image, newer, 4);         // vna_hash
        Buffer.BlockCopy(image, older + 8, image, newer + 8, 4); // vna_name
        return true;
    }

    /// <summary>Offset and length of a section of the file.</summary>
    private static Tuple<int, int> Section(byte[] image, string name)
    {
        var table = (int)BitConverter.ToInt64(image, 0x28);
        int size = BitConverter.ToUInt16(image, 0x3A), count = BitConverter.ToUInt16(image, 0x3C), strings = BitConverter.ToUInt16(image, 0x3E);
        var stringTable = (int)BitConverter.ToInt64(image, table + strings * size + 0x18);
        for (var i = 0; i < count; i++)
        {
            var header = table + i * size;
            if (Text(image, stringTable + BitConverter.ToInt32(image, header)) == name)
            {
                return Tuple.Create((int)BitConverter.ToInt64(image, header + 0x18), (int)BitConverter.ToInt64(image, header + 0x20));
            }
        }

        throw new InvalidDataException("section " + name + " is missing.");
    }

    /// <summary>Offset of the Elf64_Vernaux entry of the version, or -1.</summary>
    private static int Requirement(byte[] image, Tuple<int, int> names, Tuple<int, int> versions, string version)
    {
        for (var need = versions.Item1; ;)
        {
            var entry = need + BitConverter.ToInt32(image, need + 8);
            for (var left = BitConverter.ToUInt16(image, need + 2); left > 0; left--)
            {
                if (Text(image, names.Item1 + BitConverter.ToInt32(image, entry + 8)) == version)
                {
                    return entry;
                }

                entry += BitConverter.ToInt32(image, entry + 12);
            }

            var next = BitConverter.ToInt32(image, need + 12);
            if (next == 0)
            {
                return -1;
            }

            need += next;
        }
    }

    private static int Find(byte[] image, Tuple<int, int> section, string text)
    {
        var strings = Encoding.GetEncoding("ISO-8859-1").GetString(image, section.Item1, section.Item2); // one character a byte
        var at = strings.IndexOf("\0" + text + "\0", StringComparison.Ordinal);
        return at < 0 ? -1 : section.Item1 + at + 1;
    }

    private static string Text(byte[] image, int at)
    {
        return Encoding.ASCII.GetString(image, at, Array.IndexOf(image, (byte)0, at) - at);
    }
}
