using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;

namespace TubeDetr.Training.Options;

/// <summary>Every option by name: what <see cref="TrainingOptions"/> declares, for those who check, complete or explain.</summary>
public static class OptionTable
{
    private static readonly FrozenDictionary<string, OptionDefinition> ByName;
    private static readonly FrozenDictionary<string, OptionDefinition> ByNegativeFlag;

    static OptionTable()
    {
        var defaults = new TrainingOptions();
        All =
        [
            .. typeof(TrainingOptions).GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Select(property => (property, attribute: property.GetCustomAttribute<OptionAttribute>()))
                .Where(pair => pair.attribute is not null)
                .Select(pair => new OptionDefinition(pair.property, pair.attribute!, defaults)),
        ];
        ByName = All.ToFrozenDictionary(option => option.Name, StringComparer.Ordinal);
        ByNegativeFlag = All.Where(option => option.NegativeFlag is not null).ToFrozenDictionary(option => option.NegativeFlag!, StringComparer.Ordinal);
    }

    /// <summary>In the order of the headings.</summary>
    public static ImmutableArray<OptionDefinition> All { get; }

    /// <exception cref="KeyNotFoundException">There is no such option.</exception>
    public static OptionDefinition Get(string name) => ByName[name];

    /// <summary>
    /// The option that goes by this name: its own name, the original's negative flag, or either with dashes. <c>Negated</c> is true for a negative flag.
    /// </summary>
    public static (OptionDefinition? Option, bool Negated) Find(string name)
    {
        var canonical = name.TrimStart('-').Replace('-', '_');
        return ByName.TryGetValue(canonical, out var option) ? (option, false)
            : ByNegativeFlag.TryGetValue(canonical, out option) ? (option, true)
            : (null, false);
    }

    internal static string UnknownName(string name) =>
        $"{name}: there is no option of this name{Suggestion.For(name.TrimStart('-').Replace('-', '_'), ByName.Keys.Concat(ByNegativeFlag.Keys))}";
}
