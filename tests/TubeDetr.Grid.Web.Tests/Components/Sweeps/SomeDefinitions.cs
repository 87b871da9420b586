using TubeDetr.Grid.Contracts.HyperParameters;

namespace TubeDetr.Grid.Web.Tests.Components.Sweeps;

/// <summary>Training options to write sweeps with.</summary>
internal static class SomeDefinitions
{
    public static readonly HyperParameterDefinition Lr = new()
    {
        Name = "lr", Type = HyperParameterType.Number, Default = HyperParameterValue.Of(5e-5), Minimum = 0, Help = "Learning rate.", Group = "Optimization",
    };

    public static readonly HyperParameterDefinition Dropout = new()
    {
        Name = "dropout", Type = HyperParameterType.Number, Default = HyperParameterValue.Of(0.1), Minimum = 0, Maximum = 1, Help = "Share of what is left out.", Group = "Model",
    };

    public static readonly HyperParameterDefinition Backbone = new()
    {
        Name = "backbone", Type = HyperParameterType.Text, Default = HyperParameterValue.Of("resnet101"), Choices = ["resnet101", "tiny-gn"], Help = "What looks at the frames.", Group = "Model",
    };
}
