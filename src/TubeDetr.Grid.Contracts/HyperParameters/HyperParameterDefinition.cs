using System.Collections.Immutable;

namespace TubeDetr.Grid.Contracts.HyperParameters;

/// <summary>
/// What a hyper-parameter may be: derived on the silo from <c>TrainingOptions</c>, the one definition, and sent to everything that
/// checks, completes or explains: the YAML check, the page's form, the table's tooltips.
/// </summary>
[GenerateSerializer, Immutable, Alias("tubedetr.HyperParameterDefinition")]
public sealed record HyperParameterDefinition
{
    /// <summary>The original script's name, in snake_case.</summary>
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public required HyperParameterType Type { get; init; }

    [Id(2)] public required HyperParameterValue Default { get; init; }

    /// <summary>Smallest allowed value, for numbers.</summary>
    [Id(3)] public double? Minimum { get; init; }

    /// <summary>Largest allowed value, for numbers.</summary>
    [Id(4)] public double? Maximum { get; init; }

    /// <summary>The only allowed words; empty when any is.</summary>
    [Id(5)] public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>One sentence.</summary>
    [Id(6)] public required string Help { get; init; }

    /// <summary>Heading under which people look for it, such as "Optimization".</summary>
    [Id(7)] public required string Group { get; init; }
}
