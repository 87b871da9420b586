using TubeDetr.Training.Options;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>The training options as help shows them: by heading, with default, range and choices.</summary>
internal static class OptionHelp
{
    private const int Indent = 34;

    public static void Write(TextWriter writer, Func<OptionDefinition, bool> isShown)
    {
        foreach (var group in OptionTable.All.Where(isShown).Where(option => option.OnlyDefault is null).GroupBy(option => option.Group, StringComparer.Ordinal))
        {
            writer.WriteLine($"{group.Key}:");
            foreach (var option in group)
            {
                var left = "  " + Spelling(option);
                var help = $"{(option is { Type: OptionType.Boolean, Default: true } ? "Switch off: " : "")}{option.Help} {Facts(option)}".TrimEnd();
                writer.WriteLine(left.Length < Indent ? left.PadRight(Indent) + help : $"{left}\n{new string(' ', Indent)}{help}");
            }

            writer.WriteLine();
        }
    }

    private static string Spelling(OptionDefinition option)
    {
        var name = OptionFlags.Spell(option.Name);
        return option.Type switch
        {
            OptionType.Boolean when option.NegativeFlag is { } negative => OptionFlags.Spell(negative),
            OptionType.Boolean when option.Default is true => name + " false",
            OptionType.Boolean => name,
            OptionType.Integer => name + " N",
            OptionType.Number => name + " X",
            OptionType.TextList => name + " WORD…",
            _ => name + " TEXT",
        };
    }

    private static string Facts(OptionDefinition option)
    {
        var facts = new List<string>();
        if (option.Type != OptionType.Boolean)
        {
            facts.Add($"default: {(option.DefaultText.Length == 0 ? "none" : option.DefaultText)}");
        }

        facts.AddRange(Range(option));
        if (!option.Choices.IsEmpty)
        {
            facts.Add("one of " + string.Join(", ", option.Choices.Where(choice => choice.Length > 0)));
        }

        return facts.Count == 0 ? "" : $"[{string.Join("; ", facts)}]";
    }

    private static IEnumerable<string> Range(OptionDefinition option) => (option.Minimum, option.Maximum) switch
    {
        ({ } least, { } most) => [$"{OptionText.Of(least)} to {OptionText.Of(most)}"],
        ({ } least, null) => [$"from {OptionText.Of(least)}"],
        (null, { } most) => [$"to {OptionText.Of(most)}"],
        _ => [],
    };
}
