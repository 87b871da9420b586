using System.Globalization;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.HyperParameters;
using YamlDotNet.RepresentationModel;

namespace TubeDetr.Grid.Grains.Sweeps.Yaml;

/// <summary>A mapping of the YAML with the lines of its keys; puts what is wrong into a common list.</summary>
internal sealed class YamlMap
{
    private readonly Dictionary<string, (int Line, YamlNode Node)> _entries = new(StringComparer.Ordinal);
    private readonly List<SweepError> _errors;
    private readonly string _path;

    public YamlMap(YamlMappingNode node, string path, List<SweepError> errors)
    {
        (_errors, _path, Line) = (errors, path, LineOf(node));
        foreach (var (key, value) in node.Children)
        {
            if (key is YamlScalarNode { Value: { } name })
            {
                _entries[name] = (LineOf(key), value);
            }
            else
            {
                _errors.Add(new SweepError(LineOf(key), $"{path}a key must be a word"));
            }
        }
    }

    public int Line { get; }

    public IEnumerable<(string Name, int Line, YamlNode Node)> Entries => _entries.Select(entry => (entry.Key, entry.Value.Line, entry.Value.Node));

    public bool Has(string key) => _entries.ContainsKey(key);

    public YamlNode? Node(string key) => _entries.TryGetValue(key, out var entry) ? entry.Node : null;

    public int LineOf(string key) => _entries.TryGetValue(key, out var entry) ? entry.Line : Line;

    public void Wrong(string key, string message) => _errors.Add(new SweepError(LineOf(key), $"{_path}{message}"));

    public void WrongAt(int line, string message) => _errors.Add(new SweepError(line, $"{_path}{message}"));

    public void RefuseOthers(params string[] known)
    {
        foreach (var (name, (line, _)) in _entries.Where(entry => !known.Contains(entry.Key, StringComparer.Ordinal)))
        {
            var hint = NearestName.Suggest(name, known) is { Length: > 0 } suggestion ? suggestion : $"; known are {string.Join(", ", known)}";
            _errors.Add(new SweepError(line, $"{_path}there is no key {name}{hint}"));
        }
    }

    /// <summary>A word or number; null, with an error, when it is something else, and null without when it is absent.</summary>
    public string? Text(string key)
    {
        switch (Node(key))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { Length: > 0 } text }:
                return text;
            default:
                Wrong(key, $"{key} must be one value");
                return null;
        }
    }

    /// <summary>An integer of at least a minimum.</summary>
    public long? Integer(string key, long minimum)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum)
        {
            return number;
        }

        Wrong(key, $"{key} must be an integer{(minimum == long.MinValue ? "" : $" of at least {minimum}")}, not {text}");
        return null;
    }

    /// <summary>A number, and whether it is written as an integer.</summary>
    public (double Value, bool IsInteger)? Number(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return (number, long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
        }

        Wrong(key, $"{key} must be a number, not {text}");
        return null;
    }

    public static int LineOf(YamlNode node) => (int)node.Start.Line;
}
