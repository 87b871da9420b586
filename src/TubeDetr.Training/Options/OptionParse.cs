using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace TubeDetr.Training.Options;

/// <summary>Outcome of reading options: the options, or everything that is wrong.</summary>
public sealed class OptionParse
{
    private OptionParse(TrainingOptions? options, ImmutableArray<string> errors)
    {
        Options = options;
        Errors = errors;
    }

    /// <summary>Null when there are errors.</summary>
    public TrainingOptions? Options { get; }

    /// <summary>One sentence each, every one beginning with the option's name.</summary>
    public ImmutableArray<string> Errors { get; }

    [MemberNotNullWhen(true, nameof(Options))]
    public bool Succeeded => Options is not null;

    /// <exception cref="InvalidOptionsException">There are errors.</exception>
    public TrainingOptions OrThrow() => Options ?? throw new InvalidOptionsException(Errors);

    /// <summary>Puts named values over <paramref name="start"/>.</summary>
    internal static OptionParse Over(TrainingOptions start, IEnumerable<KeyValuePair<string, string>> values)
    {
        var options = start with { };
        var errors = ImmutableArray.CreateBuilder<string>();
        var seen = new HashSet<OptionDefinition>(ReferenceEqualityComparer.Instance);
        foreach (var (name, text) in values)
        {
            if (Apply(options, name, text, seen) is { } error)
            {
                errors.Add(error);
            }
        }

        // Rules that compare options are told only what was understood; a wrong value would make them complain of its default.
        errors.AddRange(errors.Count == 0 ? OptionRules.Violations(options) : []);
        return errors.Count == 0 ? new(options, []) : new(null, errors.ToImmutable());
    }

    private static string? Apply(TrainingOptions options, string name, string text, HashSet<OptionDefinition> seen)
    {
        var (option, negated) = OptionTable.Find(name);
        if (option is null)
        {
            return OptionTable.UnknownName(name);
        }

        if (!seen.Add(option))
        {
            return $"{option.Name}: is given twice";
        }

        var (value, fault) = OptionText.Parse(option, text);
        if (fault is not null)
        {
            return $"{name}: {fault}";
        }

        value = negated ? !(bool)value! : value;
        if (option.OnlyDefault is { } reason && !option.Default.Equals(value))
        {
            return $"{name}: {reason}";
        }

        option.Set(options, value!);
        return null;
    }
}
