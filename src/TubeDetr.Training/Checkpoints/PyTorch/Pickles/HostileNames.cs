using System.Collections.Frozen;

namespace TubeDetr.Training.Checkpoints.PyTorch.Pickles;

/// <summary>
/// Names that are in a file for one purpose only: to run something when another program opens it. They would stay inert here; the file is refused nevertheless, so that nobody passes it on.
/// </summary>
internal static class HostileNames
{
    private static readonly FrozenSet<string> Modules = FrozenSet.ToFrozenSet(
    [
        "os", "posix", "nt", "subprocess", "sys", "builtins", "__builtin__", "runpy", "importlib", "imp", "shutil", "socket", "pty", "code", "codeop", "commands", "webbrowser", "ctypes",
        "_ctypes", "pickle", "_pickle", "cPickle", "marshal", "multiprocessing", "threading", "asyncio", "pip", "urllib", "http", "requests", "ftplib", "smtplib", "telnetlib", "operator", "_operator",
        "timeit", "cProfile", "profile", "pdb", "bdb", "pydoc", "platform", "tempfile", "signal", "pkgutil", "venv", "ensurepip",
    ],
    StringComparer.Ordinal);

    private static readonly FrozenSet<string> HarmlessBuiltins = FrozenSet.ToFrozenSet(
        ["set", "frozenset", "bytearray", "bytes", "complex", "int", "long", "float", "bool", "str", "unicode", "list", "dict", "tuple", "object", "slice", "range", "xrange"], StringComparer.Ordinal);

    /// <exception cref="DamagedFileException">The name is one of these.</exception>
    public static void Refuse(PickleGlobal global)
    {
        var module = global.Module.Split('.', 2)[0];
        var harmless = module is "builtins" or "__builtin__" && HarmlessBuiltins.Contains(global.Name);
        if (Modules.Contains(module) && !harmless)
        {
            throw new DamagedFileException($"wants to run {global.FullName} when it is opened", "Nothing of it was run. This is no checkpoint but an attack: delete it and distrust where it came from.");
        }
    }
}
