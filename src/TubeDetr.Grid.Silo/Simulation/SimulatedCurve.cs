using TubeDetr.Grid.Contracts.HyperParameters;

namespace TubeDetr.Grid.Silo.Simulation;

/// <summary>The curve of a simulated experiment: a falling loss with noise, a rising quality; where it ends follows from the hyper-parameters.</summary>
internal sealed class SimulatedCurve(HyperParameterSet hyperParameters)
{
    private readonly ulong _seed = hyperParameters.Values.SelectMany(pair => $"{pair.Key}={pair.Value.Text};").Aggregate(0xCBF29CE484222325UL, (fnv, letter) => (fnv ^ letter) * 0x100000001B3UL);

    private double Ceiling => 0.2 + (0.5 * Unit(0));

    public double Loss(long step, double epochs) => 0.5 + (2.5 * Math.Exp(-epochs / 2)) + (0.1 * Unit((ulong)step));

    public double Quality(double epochs) => Ceiling * (1 - Math.Exp(-epochs / 2));

    /// <summary>A number in [0, 1): the finaliser of SplitMix64 (Steele, Lea, Flood 2014) over seed and place.</summary>
    private double Unit(ulong place)
    {
        var x = _seed + ((place + 1) * 0x9E3779B97F4A7C15UL);
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return ((x ^ (x >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
