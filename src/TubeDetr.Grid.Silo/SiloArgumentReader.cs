using System.Collections.Immutable;
using System.Globalization;
using TubeDetr.Grid.Contracts.Trainers;
using TubeDetr.Grid.Silo.Simulation;

namespace TubeDetr.Grid.Silo;

/// <summary>Takes options one by one from the command line or the environment and collects what is wrong.</summary>
internal sealed class SiloArgumentReader
{
    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly ImmutableArray<string>.Builder _errors = ImmutableArray.CreateBuilder<string>();
    private readonly Func<string, string?> _environment;

    public SiloArgumentReader(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        _environment = environment;
        for (var i = 0; i < args.Count; i++)
        {
            i += Take(args, i);
        }
    }

    public string Text(string name, string @default) => Find(name) ?? @default;

    public string Required(string name, string meaning)
    {
        if (Find(name) is { Length: > 0 } text)
        {
            return text;
        }

        _errors.Add($"{name} is missing: {meaning}");
        return "";
    }

    public int Integer(string name, int @default, int minimum, int maximum)
    {
        if (Find(name) is not { } text)
        {
            return @default;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        _errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name} must be an integer from {minimum} to {maximum}, not {text}"));
        return @default;
    }

    public string Folder(string name, string @default)
    {
        var path = Path.GetFullPath(Text(name, @default));
        if (!Directory.Exists(path))
        {
            _errors.Add($"{name}: there is no folder {path}");
        }

        return path;
    }

    public string Device(string name, string @default)
    {
        var device = Text(name, @default);
        var isCuda = device.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(device.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out _);
        if (!isCuda && device is not ("auto" or "cpu" or "none"))
        {
            _errors.Add($"{name} must be auto, cpu, cuda:N or none, not {device}");
        }

        return device;
    }

    /// <summary>Null for real training.</summary>
    public SimulationOptions? Runner(string name)
    {
        var parts = Text(name, "torch").Split(':', 2);
        if (parts is ["torch"])
        {
            return null;
        }

        if (parts[0] is not "simulated" || SimulationOptions.Parse(parts.Length > 1 ? parts[1] : "") is not { } options)
        {
            _errors.Add($"{name} must be torch, simulated, or such as simulated:steps=10,ms=20,crash=13, not {string.Join(':', parts)}");
            return null;
        }

        return options;
    }

    public ImmutableArray<string> Labels(string name)
    {
        ImmutableArray<string> labels = [.. Text(name, "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (labels.FirstOrDefault(label => !SlotLabel.IsValid(label)) is { } wrong)
        {
            _errors.Add($"{name} must be words of letters, digits, - _ and . with commas between them; {wrong} is none");
        }

        return labels;
    }

    /// <summary>Everything that is wrong; call it when all options are taken.</summary>
    public ImmutableArray<string> Finish()
    {
        foreach (var unknown in _given.Keys.Where(name => !_known.Contains(name)).Order(StringComparer.Ordinal))
        {
            _errors.Add($"there is no option {unknown}; there are {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
        }

        return _errors.ToImmutable();
    }

    private string? Find(string name)
    {
        _known.Add(name);
        return _given.TryGetValue(name, out var text) ? text : _environment("TUBEDETR_" + name[2..].Replace('-', '_').ToUpperInvariant());
    }

    /// <summary>Returns how many further arguments it has used up.</summary>
    private int Take(IReadOnlyList<string> args, int i)
    {
        var parts = args[i].Split('=', 2);
        if (!parts[0].StartsWith("--", StringComparison.Ordinal))
        {
            _errors.Add($"{args[i]} is not an option");
            return 0;
        }

        if (parts.Length == 2)
        {
            _given[parts[0]] = parts[1];
            return 0;
        }

        if (i + 1 >= args.Count || args[i + 1].StartsWith("--", StringComparison.Ordinal))
        {
            _errors.Add($"{args[i]} needs a value");
            _known.Add(args[i]);
            return 0;
        }

        _given[args[i]] = args[i + 1];
        return 1;
    }
}
