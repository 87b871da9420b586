using System.Buffers;
using System.Collections.Immutable;
using Parlot;
using Parlot.Fluent;
using static Parlot.Fluent.Parsers;

namespace TubeDetr.Grid.Web.Rows.Filters;

/// <summary>
/// The language of filters: <c>metrics.viou &gt; 0.3 and (params.lr &gt; 1e-4 or tags in ["a"]) and not failed</c>. Comparisons are
/// <c>= != &lt; &lt;= &gt; &gt;= ~</c> (contains) and <c>in [a, b]</c>; words beside each other must all match, as if <c>and</c> stood between them;
/// a word that is no comparison is looked for everywhere.
/// </summary>
public static class FilterLanguage
{
    private static readonly SearchValues<char> Breaks = SearchValues.Create(" ()[],");
    private static readonly SearchValues<char> NotInWords = SearchValues.Create(" \t\r\n()[],=<>!~\"'");
    private static readonly Parser<FilterNode> Grammar = Build();

    /// <summary>A value as it stands in a filter: bare, or in quotes where it would be taken for something else. A quote or a backslash in quotes has a backslash before it.</summary>
    public static string Quote(string value) => value.Length > 0 && value.AsSpan().IndexOfAny(NotInWords) < 0 && !IsLink(value)
        ? value
        : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Reads a filter; with a vocabulary, a field that is not in it is a fault.</summary>
    public static FilterReading Read(string text, FilterVocabulary? vocabulary = null)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new FilterReading(FilterNode.Everything, null);
        }

        var context = new FilterContext(new Scanner(text), vocabulary);
        if (!Grammar.TryParse(context, out var node, out var error) || error is not null)
        {
            return Broken(text, error?.Position.Offset ?? 0, error?.Message ?? "a filter is made of comparisons such as lr > 1e-4, joined by and, or, not");
        }

        context.Scanner.SkipWhiteSpaceOrNewLine();
        var end = context.Scanner.Cursor.Position.Offset;
        return context.Unknown is { } unknown ? new FilterReading(null, unknown)
            : end < text.Length ? Broken(text, end, "this does not go on from what is before it")
            : new FilterReading(node, null);
    }

    private static FilterReading Broken(string text, int at, string message)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        var length = text.AsSpan(Math.Min(at, text.Length)).IndexOfAny(Breaks);
        return new FilterReading(null, new FilterFault(at, Math.Max(1, length < 0 ? text.Length - at : length), message));
    }

    private static Parser<FilterNode> Build()
    {
        var any = Deferred<FilterNode>();
        var bare = Terms.Pattern(c => !NotInWords.Contains(c)).When((_, word) => !IsLink(word));
        var quoted = Terms.String(StringLiteralQuotes.SingleOrDouble);
        var value = quoted.Or(bare).Then(word => FilterValue.Of(word.ToString()));

        var comparison = bare.And(Operator()).And(value.ElseError("a value must follow: a number, a word or \"some words\""))
            .Then<FilterNode>((context, parts) => new FilterNode.Comparison(((FilterContext)context).Name(parts.Item1), parts.Item2, parts.Item3));
        var list = Between(
            Terms.Char('[').ElseError("a list must follow, such as [0.1, 0.2]"),
            Separated(Terms.Char(','), value).ElseError("the list needs at least one value"),
            Terms.Char(']').ElseError("the list is not closed: ] is missing"));
        var membership = bare.And(Terms.Keyword("not", caseInsensitive: true).Then(true).Else(false)).AndSkip(Terms.Keyword("in", caseInsensitive: true)).And(list)
            .Then((context, parts) => Membership(((FilterContext)context).Name(parts.Item1), parts.Item2, parts.Item3));
        var word = quoted.Or(bare).Then<FilterNode>(text => new FilterNode.Word(text.ToString()));
        var group = Between(Terms.Char('('), any.ElseError("something must stand in the parentheses"), Terms.Char(')').ElseError("the parenthesis is not closed: ) is missing"));

        var primary = group.Or(comparison).Or(membership).Or(word);
        var not = Deferred<FilterNode>();
        not.Parser = Terms.Keyword("not", caseInsensitive: true).SkipAnd(not.ElseError("something must follow not")).Then<FilterNode>(part => new FilterNode.Not(part)).Or(primary);
        var next = Terms.Keyword("and", caseInsensitive: true).SkipAnd(not.ElseError("something must follow and")).Or(not);
        var and = not.And(ZeroOrMany(next)).Then(parts => parts.Item2.Count == 0 ? parts.Item1 : new FilterNode.And([parts.Item1, .. parts.Item2]));
        var more = Terms.Keyword("or", caseInsensitive: true).SkipAnd(and.ElseError("something must follow or"));
        any.Parser = and.And(ZeroOrMany(more)).Then(parts => parts.Item2.Count == 0 ? parts.Item1 : new FilterNode.Or([parts.Item1, .. parts.Item2]));
        return any;
    }

    private static Parser<FilterOperator> Operator() => OneOf(
        Terms.Text("!=").Then(FilterOperator.Differs),
        Terms.Text("<=").Then(FilterOperator.AtMost),
        Terms.Text(">=").Then(FilterOperator.AtLeast),
        Terms.Text("==").Then(FilterOperator.Is),
        Terms.Text("=").Then(FilterOperator.Is),
        Terms.Text("<").Then(FilterOperator.Less),
        Terms.Text(">").Then(FilterOperator.Greater),
        Terms.Text("~").Then(FilterOperator.Contains));

    private static FilterNode Membership(string field, bool excluded, IReadOnlyList<FilterValue> values)
    {
        var node = new FilterNode.OneOf(field, [.. values]);
        return excluded ? new FilterNode.Not(node) : node;
    }

    private static bool IsLink(TextSpan word) => word.Span is var text
        && (text.Equals("and", StringComparison.OrdinalIgnoreCase) || text.Equals("or", StringComparison.OrdinalIgnoreCase)
            || text.Equals("not", StringComparison.OrdinalIgnoreCase) || text.Equals("in", StringComparison.OrdinalIgnoreCase));

    /// <summary>Remembers the first field that there is not.</summary>
    private sealed class FilterContext(Scanner scanner, FilterVocabulary? vocabulary) : ParseContext(scanner)
    {
        public FilterFault? Unknown { get; private set; }

        public string Name(TextSpan span)
        {
            var name = span.ToString();
            if (vocabulary?.Knows(name) is false)
            {
                Unknown ??= new FilterFault(span.Offset, span.Length, $"no experiment here has {name}");
            }

            return name;
        }
    }
}

/// <summary>A filter that was read, or what is wrong with it.</summary>
public sealed record FilterReading(FilterNode? Node, FilterFault? Fault);

/// <summary>What is wrong, and under which characters.</summary>
public sealed record FilterFault(int At, int Length, string Message);
