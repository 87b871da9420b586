using System.Collections.Immutable;
using System.Reflection;

namespace TubeDetr.Training.Options;

/// <summary>What one option may be. Derived from a property of <see cref="TrainingOptions"/>; see <see cref="OptionTable"/>.</summary>
public sealed record OptionDefinition
{
    private readonly PropertyInfo property;

    internal OptionDefinition(PropertyInfo property, OptionAttribute attribute, TrainingOptions defaults)
    {
        this.property = property;
        Name = attribute.Name ?? SnakeCase.Of(property.Name);
        Type = TypeOf(property.PropertyType);
        Default = property.GetValue(defaults)!;
        DefaultText = OptionText.Of(Default);
        Minimum = double.IsNegativeInfinity(attribute.Minimum) ? null : attribute.Minimum;
        Maximum = double.IsPositiveInfinity(attribute.Maximum) ? null : attribute.Maximum;
        Choices = [.. attribute.Choices];
        Help = attribute.Help;
        Group = attribute.Group;
        Absent = attribute.AbsentPrefix is { } prefix ? (prefix, attribute.AbsentReason!) : null;
        NegativeFlag = attribute.NegativeFlag;
        OnlyDefault = attribute.OnlyDefault;
        Ours = attribute.Ours;
    }

    /// <summary>The original script's name (argparse's destination), in snake_case.</summary>
    public string Name { get; }

    public OptionType Type { get; }

    /// <summary>A bool, int, double, string or word list, as <see cref="Type"/> says.</summary>
    public object Default { get; }

    /// <summary>The default as people write it.</summary>
    public string DefaultText { get; }

    /// <summary>Smallest allowed value, for numbers.</summary>
    public double? Minimum { get; }

    /// <summary>Greatest allowed value, for numbers.</summary>
    public double? Maximum { get; }

    /// <summary>The only allowed words; empty when any is.</summary>
    public ImmutableArray<string> Choices { get; }

    /// <summary>Beginning of the original's words that are not ours, and what to tell those who choose one.</summary>
    internal (string Prefix, string Reason)? Absent { get; }

    /// <summary>One sentence.</summary>
    public string Help { get; }

    /// <summary>Heading under which people look for it.</summary>
    public string Group { get; }

    /// <summary>The original's flag that sets this option to false; null where there is none.</summary>
    public string? NegativeFlag { get; }

    /// <summary>Why anything but the default is refused; null where it is not.</summary>
    public string? OnlyDefault { get; }

    /// <summary>True where the original has no such option.</summary>
    public bool Ours { get; }

    /// <summary>The value that these options hold.</summary>
    public object ValueIn(TrainingOptions options) => property.GetValue(options)!;

    internal void Set(TrainingOptions options, object value) => property.SetValue(options, value);

    private static OptionType TypeOf(Type type) => type switch
    {
        _ when type == typeof(bool) => OptionType.Boolean,
        _ when type == typeof(int) => OptionType.Integer,
        _ when type == typeof(double) => OptionType.Number,
        _ when type == typeof(string) => OptionType.Text,
        _ when type == typeof(WordList) => OptionType.TextList,
        _ => throw new NotSupportedException($"An option cannot have type {type}."),
    };
}
