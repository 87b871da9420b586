using System.Globalization;

namespace TubeDetr.Training.Options;

/// <summary>Values of options as people write them.</summary>
public static class OptionText
{
    /// <summary><c>true</c>, <c>5</c>, <c>0.0003</c>, <c>resnet18</c>, <c>vidstg,hcstvg</c>: what <see cref="Parse"/> reads back unchanged.</summary>
    public static string Of(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e'),
        _ => value.ToString()!,
    };

    /// <summary>The value, or null and what is wrong with the text.</summary>
    internal static (object? Value, string? Fault) Parse(OptionDefinition option, string text)
    {
        var trimmed = text.Trim();
        return option.Type switch
        {
            OptionType.Boolean => ParseBoolean(trimmed),
            OptionType.Integer => ParseInteger(option, trimmed),
            OptionType.Number => ParseNumber(option, trimmed),
            OptionType.TextList => ParseWords(option, trimmed),
            _ => ParseWord(option, trimmed) is { } fault ? (null, fault) : (trimmed, null),
        };
    }

    private static (object? Value, string? Fault) ParseBoolean(string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => (true, null),
        "false" or "0" or "no" or "off" => (false, null),
        _ => (null, $"\"{text}\" is neither true nor false"),
    };

    private static (object? Value, string? Fault) ParseInteger(OptionDefinition option, string text)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return OutOfRange(option, number) is { } fault ? (null, fault) : (number, null);
        }

        // A sampler may hand over a whole number as 4.0.
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && real == Math.Truncate(real) && Math.Abs(real) <= int.MaxValue
            ? ParseInteger(option, ((int)real).ToString(CultureInfo.InvariantCulture))
            : (null, $"\"{text}\" is not a whole number");
    }

    private static (object? Value, string? Fault) ParseNumber(OptionDefinition option, string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return (null, $"\"{text}\" is not a number");
        }

        return OutOfRange(option, number) is { } fault ? (null, fault) : (number, null);
    }

    private static (object? Value, string? Fault) ParseWords(OptionDefinition option, string text)
    {
        var words = text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var fault = words.Select(word => ParseWord(option, word)).FirstOrDefault(fault => fault is not null);
        return fault is null ? (WordList.Create(words), null) : (null, fault);
    }

    private static string? ParseWord(OptionDefinition option, string word)
    {
        if (option.Choices.IsEmpty || option.Choices.Contains(word, StringComparer.Ordinal))
        {
            return null;
        }

        if (option.Absent is var (prefix, reason) && word.StartsWith(prefix, StringComparison.Ordinal))
        {
            return $"\"{word}\": {reason}";
        }

        var choices = string.Join(", ", option.Choices.Select(choice => choice.Length == 0 ? "\"\" (none)" : choice));
        return $"\"{word}\" is not one of {choices}{Suggestion.For(word, option.Choices)}";
    }

    private static string? OutOfRange(OptionDefinition option, double number) => number switch
    {
        _ when number < option.Minimum => $"{Of(number)} is below the smallest allowed value {Of(option.Minimum)}",
        _ when number > option.Maximum => $"{Of(number)} is above the greatest allowed value {Of(option.Maximum)}",
        _ => null,
    };
}
