using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace TubeDetr.Grid.Web.Drafts;

/// <summary>Changes one place of a YAML text and nothing else of it.</summary>
public sealed class DraftEdit(string yaml)
{
    /// <summary>The line, from 1, on which a node ends.</summary>
    public int LastLine(YamlNode node) => 1 + yaml.AsSpan(0, Math.Max(0, End(node) - 1)).Count('\n');

    /// <summary>The text with another value behind a key.</summary>
    public string Replace(YamlNode key, YamlNode value, string text)
    {
        var (start, end) = ((int)value.Start.Index, End(value));
        // A key without a value ends at its colon or at the end of its line.
        return end <= start || start <= key.End.Index
            ? yaml.Insert(AfterColon(key), text.StartsWith('\n') ? text : " " + text)
            : yaml[..start] + text + yaml[end..];
    }

    /// <summary>The text without the lines of a key and its value.</summary>
    public string Remove(YamlNode key, YamlNode value) =>
        yaml.Remove(LineStart((int)key.Start.Index), LineEnd(Math.Max(End(value), AfterColon(key))) - LineStart((int)key.Start.Index));

    /// <summary>The text with a line more at a place, which is moved to the beginning of its line.</summary>
    public string InsertLine(int at, string line)
    {
        var place = at >= yaml.Length ? yaml.Length : LineStart(at);
        var before = place == yaml.Length && yaml.Length > 0 && yaml[^1] != '\n' ? "\n" : "";
        return yaml.Insert(place, $"{before}{line}\n");
    }

    /// <summary>The text with an entry more at the end of a mapping that has some.</summary>
    public string Add(YamlMappingNode map, string entry)
    {
        if (map.Style == MappingStyle.Flow)
        {
            return yaml.Insert(End(map) - 1, (map.Children.Count > 0 ? ", " : "") + entry);
        }

        var last = map.Children[^1];
        var place = LineEnd(Math.Max(End(last.Value), AfterColon(last.Key)));
        var indent = new string(' ', (int)map.Children[0].Key.Start.Column - 1);
        var before = place == yaml.Length && yaml.Length > 0 && yaml[^1] != '\n' ? "\n" : "";
        return yaml.Insert(place, $"{before}{indent}{entry}\n");
    }

    /// <summary>The place behind a node. The parser's marks stand at the beginning of what has parts: it ends behind its last part, in brackets behind the closing one.</summary>
    private int End(YamlNode node) => node switch
    {
        YamlMappingNode map => Closed(map.Style == MappingStyle.Flow, '}', map.Children.Count == 0 ? map.End : null, () => Math.Max(End(map.Children[^1].Value), (int)map.Children[^1].Key.End.Index)),
        YamlSequenceNode list => Closed(list.Style == SequenceStyle.Flow, ']', list.Children.Count == 0 ? list.End : null, () => End(list.Children[^1])),
        _ => (int)node.End.Index,
    };

    private int Closed(bool flow, char bracket, Mark? empty, Func<int> last)
    {
        var end = empty is { } mark ? (int)mark.Index : last();
        return flow ? yaml.IndexOf(bracket, Math.Min(end, yaml.Length)) + 1 : end;
    }

    private int AfterColon(YamlNode key) => yaml.IndexOf(':', (int)key.End.Index) + 1;

    private int LineStart(int at) => at == 0 ? 0 : yaml.LastIndexOf('\n', at - 1) + 1;

    private int LineEnd(int at) => yaml.IndexOf('\n', Math.Min(at, yaml.Length)) is >= 0 and var end ? end + 1 : yaml.Length;
}
