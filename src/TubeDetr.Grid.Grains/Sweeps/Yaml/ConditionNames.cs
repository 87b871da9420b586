using System.Collections.Immutable;
using System.Globalization;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Grains.HyperParameters;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Grains.Sweeps.Yaml;

/// <summary>What the words of a condition may mean.</summary>
/// <param name="searched">Names of the sweep's hyper-parameters.</param>
internal sealed class ConditionNames(IReadOnlyDictionary<string, HyperParameterDefinition> definitions, IReadOnlySet<string> searched)
{
    /// <summary>The hyper-parameter that a word names; null when it names none.</summary>
    private HyperParameterDefinition? DefinitionOf(ConditionText.Word word) => word.Written is { } written ? definitions.GetValueOrDefault(written) : null;

    public Condition Compare(ConditionText.Word left, Comparison comparison, ConditionText.Word right) =>
        comparison is Comparison.Equal or Comparison.NotEqual
            ? new Condition.Compared(Side(left, right), comparison, Side(right, left))
            : new Condition.Compared(NumberOf(left), comparison, NumberOf(right));

    /// <summary>A value that the hyper-parameter before <c>in</c> may have.</summary>
    public HyperParameterValue ValueFor(ConditionText.Word name, ConditionText.Word value) => Read(DefinitionOf(name) ?? throw Unknown(name.Text), value.Text);

    /// <summary>A number: written, calculated, or a hyper-parameter that takes numbers.</summary>
    public Term NumberOf(ConditionText.Word word)
    {
        if (word.Term is { } term)
        {
            return term;
        }

        if (DefinitionOf(word) is { } definition)
        {
            return definition.Default.IsNumeric ? TermOf(definition) : throw new ConditionException($"compares {definition.Name} by size, but it takes no numbers");
        }

        return double.TryParse(word.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new Term.Literal(HyperParameterValue.Of(number))
            : throw Unknown(word.Text);
    }

    private Term Side(ConditionText.Word word, ConditionText.Word other) => word.Term ?? (DefinitionOf(word) is { } own && !IsChoice(word, other) ? TermOf(own)
        : DefinitionOf(other) is { } definition ? new Term.Literal(Read(definition, word.Text))
        : NumberOf(word));

    /// <summary>A word may be both a name and a value of the other side; with a hyper-parameter there, it is a value if it is a choice.</summary>
    private bool IsChoice(ConditionText.Word word, ConditionText.Word other) => DefinitionOf(other)?.Choices.Contains(word.Text, StringComparer.Ordinal) is true;

    private Term TermOf(HyperParameterDefinition definition) => searched.Contains(definition.Name) ? new Term.Named(definition.Name) : new Term.Literal(definition.Default);

    private static HyperParameterValue Read(HyperParameterDefinition definition, string text) =>
        HyperParameterText.Read(definition, text) is { Fault: null, Value: var value } ? value : throw new ConditionException($"{definition.Name} {HyperParameterText.Read(definition, text).Fault}");

    private ConditionException Unknown(string word) =>
        new($"there is no hyper-parameter {word}{NearestName.Suggest(word, definitions.Keys)}");
}
