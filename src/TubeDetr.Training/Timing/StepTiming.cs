namespace TubeDetr.Training.Timing;

/// <summary>How long a step took, in milliseconds.</summary>
/// <param name="Step">Median of the steps.</param>
/// <param name="Least">The fastest of them.</param>
/// <param name="Greatest">The slowest of them.</param>
/// <param name="Product">Median of products of two 1024×1024 matrices of float32, taken between the steps: what the machine could do meanwhile.</param>
/// <param name="Parts">Medians of the parts of a training step: forward, backward, update; empty in evaluation.</param>
/// <param name="Parameters">Numbers in the model.</param>
/// <param name="Threads">Threads of libtorch.</param>
public sealed record StepTiming(double Step, double Least, double Greatest, double Product, IReadOnlyDictionary<string, double> Parts, long Parameters, int Threads)
{
    /// <summary>The step in products: comparable between machines, and between quiet and busy hours.</summary>
    public double InProducts => Step / Product;
}
