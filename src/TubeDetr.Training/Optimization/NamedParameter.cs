using TorchSharp;

namespace TubeDetr.Training.Optimization;

/// <summary>A parameter under its name in the state dict.</summary>
public readonly record struct NamedParameter(string Name, torch.Tensor Parameter)
{
    /// <summary>The original's rule: by what the name contains.</summary>
    public ParameterGroup Group => ParameterNumbering.GroupOf(Name);
}
