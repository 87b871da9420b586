using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Grains.HyperParameters;
using TubeDetr.Training.Options;

namespace TubeDetr.Grid.Silo.Training;

/// <summary>The training's options, as the grid sees them.</summary>
public sealed class OptionCatalog : IHyperParameterCatalog
{
    public ImmutableArray<HyperParameterDefinition> Definitions { get; } = [.. OptionTable.All.Select(ToDefinition)];

    public ImmutableArray<string> Violations(HyperParameterSet hyperParameters) => TrainingOptions.Parse(ToTexts(hyperParameters)).Errors;

    /// <summary>The options that a set chooses.</summary>
    /// <exception cref="InvalidOptionsException">They cannot be trained with.</exception>
    public static TrainingOptions ToOptions(HyperParameterSet hyperParameters) => TrainingOptions.Parse(ToTexts(hyperParameters)).OrThrow();

    private static IEnumerable<KeyValuePair<string, string>> ToTexts(HyperParameterSet hyperParameters) =>
        hyperParameters.Values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Text));

    private static HyperParameterDefinition ToDefinition(OptionDefinition option) => new()
    {
        Name = option.Name,
        Type = option.Type switch
        {
            OptionType.Boolean => HyperParameterType.Boolean,
            OptionType.Integer => HyperParameterType.Integer,
            OptionType.Number => HyperParameterType.Number,
            OptionType.Text => HyperParameterType.Text,
            _ => HyperParameterType.TextList,
        },
        Default = option.Default switch
        {
            bool value => HyperParameterValue.Of(value),
            int value => HyperParameterValue.Of(value),
            double value => HyperParameterValue.Of(value),
            string value => HyperParameterValue.Of(value),
            IEnumerable<string> value => HyperParameterValue.Of(value),
            var other => throw new NotSupportedException($"The option {option.Name} has a default of type {other.GetType()}."),
        },
        Minimum = option.Minimum,
        Maximum = option.Maximum,
        Choices = option.Choices,
        Help = option.Help,
        Group = option.Group,
    };
}
