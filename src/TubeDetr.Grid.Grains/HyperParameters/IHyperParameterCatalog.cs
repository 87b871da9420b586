using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;

namespace TubeDetr.Grid.Grains.HyperParameters;

/// <summary>What experiments may set: derived from the training's options, which this family of projects does not see.</summary>
public interface IHyperParameterCatalog
{
    /// <summary>Every hyper-parameter, in the order of the headings.</summary>
    ImmutableArray<HyperParameterDefinition> Definitions { get; }

    /// <summary>What is wrong with a whole assignment, rules between hyper-parameters included: one sentence each, beginning with the name.</summary>
    ImmutableArray<string> Violations(HyperParameterSet hyperParameters);

    /// <summary>Epochs of an assignment, the default included.</summary>
    int EpochsOf(HyperParameterSet hyperParameters) =>
        (int)(hyperParameters.Values.TryGetValue("epochs", out var chosen) ? chosen.Number : Definitions.FirstOrDefault(known => known.Name is "epochs")?.Default.Number ?? 1);
}
