using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace TubeDetr.Grid.Silo.Hosting;

/// <summary>What a process wrote when it crashed, found in the file that keeps its output.</summary>
internal static partial class LastWords
{
    private const int Most = 15;

    /// <summary>
    /// The lines after the last regular one of the life before this: a native fault, an unhandled exception, and how the launcher saw it end. Headlines of the launcher begin
    /// with four dashes; those that say <c>starts at</c> separate the lives.
    /// </summary>
    public static ImmutableArray<string> Of(IEnumerable<string> output)
    {
        var lines = output.Select(line => line.TrimEnd('\r')).Where(line => !string.IsNullOrWhiteSpace(line)).ToList();
        var end = lines.FindLastIndex(line => Begins().IsMatch(line)) is >= 0 and var own ? own : lines.Count;
        var life = lines[..end];
        var last = life.FindLastIndex(line => Regular().IsMatch(line) || Begins().IsMatch(line));
        var words = life[(last + 1)..];
        return [.. (words.Count <= Most ? words : [.. words[..(Most - 1)], words[^1]]).Select(line => line.StartsWith("---- ", StringComparison.Ordinal) ? line.Trim('-', ' ') : line)];
    }

    [GeneratedRegex(@"^---- \S+ starts at ", RegexOptions.CultureInvariant)]
    private static partial Regex Begins();

    [GeneratedRegex(@"^(\d\d:\d\d:\d\d\.\d{3} |SILO READY )", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Regular();
}
