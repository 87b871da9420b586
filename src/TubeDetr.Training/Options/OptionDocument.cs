using System.Text;

namespace TubeDetr.Training.Options;

/// <summary>All options as a page of Markdown: a table for each heading. The README of this project holds it between two markers.</summary>
public static class OptionDocument
{
    private const string Begin = "<!-- options: written by ./grid options --into FILE -->";
    private const string End = "<!-- end of options -->";

    /// <summary>The tables.</summary>
    public static string Markdown()
    {
        var page = new StringBuilder();
        foreach (var group in OptionTable.All.GroupBy(option => option.Group, StringComparer.Ordinal))
        {
            page.Append("\n### ").Append(group.Key).Append("\n\n| option | type | default | range | meaning |\n|---|---|---|---|---|\n");
            foreach (var option in group)
            {
                page.Append("| ").AppendJoin(" | ", Cells(option)).Append(" |\n");
            }
        }

        return page.ToString();
    }

    /// <summary>A document with the tables between its markers renewed.</summary>
    /// <exception cref="FormatException">It lacks the markers.</exception>
    public static string Into(string document)
    {
        var start = document.IndexOf(Begin, StringComparison.Ordinal);
        var end = document.IndexOf(End, StringComparison.Ordinal);
        return start >= 0 && end > start
            ? $"{document[..(start + Begin.Length)]}\n{Markdown()}\n{document[end..]}"
            : throw new FormatException($"The document lacks the lines \"{Begin}\" and \"{End}\", between which the options go.");
    }

    private static string[] Cells(OptionDefinition option) =>
    [
        $"`{option.Name}`{(option.NegativeFlag is { } negative ? $" (`{negative}`)" : "")}{(option.Ours ? " ✚" : "")}",
        TypeOf(option),
        option.DefaultText.Length == 0 ? "none" : $"`{option.DefaultText}`",
        RangeOf(option),
        option.OnlyDefault is { } reason ? $"{option.Help} *Refused: {Escaped(reason)}.*" : Escaped(option.Help),
    ];

    private static string TypeOf(OptionDefinition option) => option.Type switch
    {
        OptionType.Boolean => "flag",
        OptionType.Integer => "whole number",
        OptionType.Number => "number",
        OptionType.TextList => "words",
        _ => "text",
    };

    private static string RangeOf(OptionDefinition option) => (option.Choices.IsEmpty, option.Minimum, option.Maximum) switch
    {
        (false, _, _) => string.Join(", ", option.Choices.Select(choice => choice.Length == 0 ? "none" : $"`{choice}`")),
        (_, { } least, { } most) => $"{OptionText.Of(least)} … {OptionText.Of(most)}",
        (_, { } least, null) => $"from {OptionText.Of(least)}",
        (_, null, { } most) => $"to {OptionText.Of(most)}",
        _ => "",
    };

    private static string Escaped(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
