namespace TubeDetr.Training.Optimization;

/// <summary>Moves the weights of blocks against their gradients.</summary>
public interface IOptimizer : IDisposable
{
    void Step(IReadOnlyList<ParameterBlock> blocks, LearningRates rates);
}
