using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TubeDetr.Grid.Web.Drafts;

/// <summary>
/// A sweep that is being written. The YAML is the truth and the form a view of it: every change of the form changes the one place in the text, so that
/// comments and what the form does not know stay as they are.
/// </summary>
public sealed class SweepDraft
{
    private readonly YamlMappingNode? root;

    private SweepDraft(string yaml, YamlMappingNode? root, string? fault, int line)
    {
        (Yaml, this.root, Fault, FaultLine) = (yaml, root, fault, line);
        Entries = [.. Parameters?.Children.Where(child => child.Key is YamlScalarNode).Select(Entry) ?? []];
    }

    public static string Template =>
        """
        name: my-sweep
        method: grid
        metric:
          name: viou
          goal: maximize
        parameters:
          dataset_config: { value: synthetic/dataset.json }
          lr: { values: [0.0001, 0.0003] }

        """;

    public string Yaml { get; }

    /// <summary>Why the text is no YAML mapping; null when it is one.</summary>
    public string? Fault { get; }

    /// <summary>Line, from 1, of <see cref="Fault"/>.</summary>
    public int FaultLine { get; }

    public ImmutableArray<DraftEntry> Entries { get; }

    private YamlMappingNode? Parameters => Find(root, "parameters")?.Value as YamlMappingNode;

    public static SweepDraft Read(string yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? new(yaml, root, null, 0)
                : new(yaml, null, "a sweep is one YAML mapping with the keys method, metric and parameters", 1);
        }
        catch (YamlException e)
        {
            return new(yaml, null, $"this is not YAML: {e.InnerException?.Message ?? e.Message}", (int)e.Start.Line);
        }
    }

    public SearchChoice Choice(string parameter) => Entries.FirstOrDefault(entry => string.Equals(entry.Name, parameter, StringComparison.Ordinal))?.Choice ?? SearchChoice.Default;

    /// <summary>A value at the top, such as <c>method</c>, or one below, such as <c>metric.goal</c>; empty when it is not there.</summary>
    public string Text(string path) => (Node(path) as YamlScalarNode)?.Value ?? "";

    /// <summary>The line, from 1, of a key; null when it is not there.</summary>
    public int? Line(string path)
    {
        var parts = path.Split('.');
        var map = parts.Length == 1 ? root : Find(root, parts[0])?.Value as YamlMappingNode;
        return Find(map, parts[^1]) is { } pair ? (int)pair.Key.Start.Line : null;
    }

    /// <summary>The draft with another value at a path; an empty one takes the key out.</summary>
    public SweepDraft With(string path, string value)
    {
        var edit = new DraftEdit(Yaml);
        var parts = path.Split('.');
        if (parts.Length == 2 && Find(root, parts[0]) is null)
        {
            return Read(edit.InsertLine(BeforeParameters(), $"{parts[0]}: {{ {parts[1]}: {SearchChoice.Quote(value)} }}"));
        }

        var map = parts.Length == 1 ? root : Find(root, parts[0])?.Value as YamlMappingNode;
        var pair = Find(map, parts[^1]);
        return Read((pair, value.Length) switch
        {
            (null, 0) => Yaml,
            (null, _) when parts.Length == 1 => edit.InsertLine(BeforeParameters(), $"{path}: {SearchChoice.Quote(value)}"),
            (null, _) => map is null ? Yaml : edit.Add(map, $"{parts[1]}: {SearchChoice.Quote(value)}"),
            ({ } found, 0) when parts.Length == 1 => edit.Remove(found.Key, found.Value),
            ({ } found, _) => edit.Replace(found.Key, found.Value, SearchChoice.Quote(value)),
        });
    }

    /// <summary>The draft in which a hyper-parameter is searched in another way.</summary>
    public SweepDraft With(string parameter, SearchChoice choice)
    {
        var edit = new DraftEdit(Yaml);
        if (Find(Parameters, parameter) is { } pair)
        {
            return Read(choice.Kind == SearchKind.Default ? edit.Remove(pair.Key, pair.Value) : edit.Replace(pair.Key, pair.Value, choice.ToYaml()));
        }

        var line = choice.Kind == SearchKind.Default ? null : $"{parameter}: {choice.ToYaml()}";
        return line is null ? this
            : Parameters is { Children.Count: > 0 } map ? Read(edit.Add(map, line))
            : Find(root, "parameters") is { } empty ? Read(edit.Replace(empty.Key, empty.Value, $"\n  {line}"))
            : Read(edit.InsertLine(Yaml.Length, $"parameters:\n  {line}"));
    }

    private DraftEntry Entry(KeyValuePair<YamlNode, YamlNode> child) =>
        new(((YamlScalarNode)child.Key).Value ?? "", (int)child.Key.Start.Line, new DraftEdit(Yaml).LastLine(child.Value), SearchChoice.Of(child.Value));

    private static (YamlNode Key, YamlNode Value)? Find(YamlMappingNode? map, string name)
    {
        foreach (var child in map?.Children.AsEnumerable() ?? [])
        {
            if (child.Key is YamlScalarNode { Value: { } key } && string.Equals(key, name, StringComparison.Ordinal))
            {
                return (child.Key, child.Value);
            }
        }

        return null;
    }

    private YamlNode? Node(string path)
    {
        var parts = path.Split('.');
        var node = Find(root, parts[0])?.Value;
        return parts.Length == 1 ? node : Find(node as YamlMappingNode, parts[1])?.Value;
    }

    private int BeforeParameters() => Find(root, "parameters") is { } pair ? (int)pair.Key.Start.Index : Yaml.Length;
}

/// <summary>What a sweep says of one hyper-parameter, and on which lines (from 1).</summary>
public sealed record DraftEntry(string Name, int Line, int LastLine, SearchChoice Choice);
