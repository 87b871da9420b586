using System.Collections.Immutable;
using System.Globalization;
using TubeDetr.Grid.Contracts.HyperParameters;

namespace TubeDetr.Grid.Grains.HyperParameters;

/// <summary>A value that was read, or the reason why it cannot be, as the rest of a sentence that begins with the name.</summary>
public readonly record struct HyperParameterReading(HyperParameterValue Value, string? Fault)
{
    public static implicit operator HyperParameterReading(HyperParameterValue value) => new(value, null);

    public static HyperParameterReading Wrong(string fault) => new(default, fault);
}

/// <summary>Reads values that people wrote, as a definition demands.</summary>
public static class HyperParameterText
{
    /// <summary>Reads one scalar; words of a list are separated by commas.</summary>
    public static HyperParameterReading Read(HyperParameterDefinition definition, string text) => definition.Type switch
    {
        HyperParameterType.Boolean => ReadBoolean(text),
        HyperParameterType.Integer => ReadInteger(definition, text),
        HyperParameterType.Number => ReadNumber(definition, text),
        HyperParameterType.Text => ReadText(definition, text),
        _ => ReadList(definition, text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
    };

    /// <summary>Reads a list of words.</summary>
    public static HyperParameterReading ReadList(HyperParameterDefinition definition, IReadOnlyList<string> words)
    {
        if (definition.Type != HyperParameterType.TextList)
        {
            return HyperParameterReading.Wrong("takes one value, not a list; write values: to search over several");
        }

        var wrong = words.FirstOrDefault(word => !IsChoice(definition.Choices, word));
        return wrong is null ? HyperParameterValue.Of(words) : HyperParameterReading.Wrong(NotAChoice(definition.Choices, wrong));
    }

    /// <summary>A number that was computed, as the definition's type; integers must be whole.</summary>
    public static HyperParameterReading OfNumber(HyperParameterDefinition definition, double number) => definition.Type switch
    {
        HyperParameterType.Integer => OfInteger(definition, number),
        HyperParameterType.Number => InRange(definition, HyperParameterValue.Of(number)),
        _ => HyperParameterReading.Wrong($"takes {Kind(definition.Type)}, so it has no range; write values: with a list"),
    };

    private static HyperParameterReading ReadBoolean(string text) => text switch
    {
        "true" or "True" => HyperParameterValue.Of(true),
        "false" or "False" => HyperParameterValue.Of(false),
        _ => HyperParameterReading.Wrong($"takes true or false, not {text}"),
    };

    private static HyperParameterReading ReadInteger(HyperParameterDefinition definition, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? OfInteger(definition, number)
            : HyperParameterReading.Wrong($"takes an integer, not {text}");

    private static HyperParameterReading OfInteger(HyperParameterDefinition definition, double number) =>
        double.IsInteger(number) && Math.Abs(number) <= 1L << 53
            ? InRange(definition, HyperParameterValue.Of((long)number))
            : HyperParameterReading.Wrong($"takes an integer, not {number.ToString("R", CultureInfo.InvariantCulture)}");

    private static HyperParameterReading ReadNumber(HyperParameterDefinition definition, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? InRange(definition, HyperParameterValue.Of(number))
            : HyperParameterReading.Wrong($"takes a number, not {text}");

    private static HyperParameterReading ReadText(HyperParameterDefinition definition, string text) =>
        IsChoice(definition.Choices, text) ? HyperParameterValue.Of(text) : HyperParameterReading.Wrong(NotAChoice(definition.Choices, text));

    private static HyperParameterReading InRange(HyperParameterDefinition definition, HyperParameterValue value) => value.Number switch
    {
        var number when number < definition.Minimum => HyperParameterReading.Wrong($"is {value}, but must be at least {Text(definition.Minimum)}"),
        var number when number > definition.Maximum => HyperParameterReading.Wrong($"is {value}, but must be at most {Text(definition.Maximum)}"),
        _ => value,
    };

    private static bool IsChoice(ImmutableArray<string> choices, string word) => choices.IsEmpty || choices.Contains(word, StringComparer.Ordinal);

    private static string NotAChoice(ImmutableArray<string> choices, string word) =>
        $"is {word}, but must be one of {string.Join(", ", choices)}{NearestName.Suggest(word, choices)}";

    private static string Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Kind(HyperParameterType type) => type switch
    {
        HyperParameterType.Boolean => "true or false",
        HyperParameterType.TextList => "words",
        _ => "text",
    };
}
