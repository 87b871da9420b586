using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Samplers;

/// <summary>
/// A density over the whole space from experiments: the mean of a kernel around each, all its hyper-parameters together, and of the space's own density, which counts as
/// one more. A kernel is a normal distribution in each number, cut off at the ends of the interval, and mostly its own category in each choice. Where an experiment does
/// not have a parameter, its kernel knows nothing of it, and has the space's density there.
/// </summary>
/// <remarks>
/// Multivariate Parzen estimators after Falkner, Klein, Hutter (BOHB, 2018) and Watanabe (arXiv:2304.11127). Densities are relative to the space's own, so that kernels
/// of different branches of a conditional space can be added.
/// </remarks>
internal sealed class ParzenEstimate
{
    /// <summary>Few values need wide kernels, else the neighbour of a value is never tried.</summary>
    private const int FewValues = 20;

    private readonly ImmutableArray<Axis> _axes;
    private readonly double[][] _centres;
    private readonly double[][] _norms;
    private readonly double[] _weights;
    private readonly double[] _widths;

    /// <param name="weights">One for each experiment, in any unit with a mean of 1.</param>
    public ParzenEstimate(ImmutableArray<Axis> axes, IReadOnlyList<HyperParameterSet> experiments, IReadOnlyList<double> weights)
    {
        _axes = axes;
        _centres = [.. experiments.Select(set => axes.Select(axis => axis.Locate(set)).ToArray())];
        var total = weights.Sum() + 1;
        _weights = [.. weights.Append(1).Select(weight => weight / total)];
        _widths = [.. axes.Select(Width)];
        _norms = [.. _centres.Select(centre => centre.Select(LogNorm).ToArray())];
    }

    /// <summary>An experiment drawn from the density; constraints are not looked at.</summary>
    public HyperParameterSet Draw(SearchSpace space, SeededSequence random)
    {
        var kernel = Kernel(random.Unit());
        var places = _axes.Select((axis, place) => (axis.Parameter.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place, StringComparer.Ordinal);
        return space.At(parameter => places.TryGetValue(parameter.Name, out var place) ? Draw(kernel, place, random) : 0);
    }

    /// <summary>Logarithm of the density at a point, relative to the space's own.</summary>
    public double LogAt(double[] point)
    {
        var logs = new double[_weights.Length];
        for (var kernel = 0; kernel < _centres.Length; kernel++)
        {
            logs[kernel] = Math.Log(_weights[kernel]) + LogKernel(kernel, point);
        }

        logs[^1] = Math.Log(_weights[^1]);
        var most = logs.Max();
        return most + Math.Log(logs.Sum(log => Math.Exp(log - most)));
    }

    private double LogKernel(int kernel, double[] point)
    {
        var (centre, norm, sum) = (_centres[kernel], _norms[kernel], 0.0);
        for (var place = 0; place < point.Length; place++)
        {
            if (double.IsNaN(point[place]) || double.IsNaN(centre[place]))
            {
                continue;
            }

            var distance = (point[place] - centre[place]) / _widths[place];
            sum += !_axes[place].IsChoice ? norm[place] - (0.5 * distance * distance)
                : distance == 0 ? norm[place]
                : Math.Log(_widths[place]);
        }

        return sum;
    }

    /// <summary>Of a number: the normal distribution's deviation. Of a choice: how much of a kernel is spread over all categories.</summary>
    private double Width(Axis axis, int place)
    {
        if (axis.IsChoice)
        {
            return axis.Weights.Length / (double)(axis.Weights.Length + _centres.Length);
        }

        var known = _centres.Count(centre => !double.IsNaN(centre[place]));
        var start = axis.Count <= FewValues ? 0.2 : 0.08;
        return Math.Max(start * Math.Pow(known + 1, -1.0 / (_axes.Length + 4)), Math.Max(0.01, axis.Count is { } count ? 0.35 / count : 0));
    }

    /// <summary>What a kernel's logarithm begins with; of a choice: what it is at its own category.</summary>
    private double LogNorm(double centre, int place)
    {
        if (double.IsNaN(centre))
        {
            return 0;
        }

        var width = _widths[place];
        return _axes[place].IsChoice
            ? Math.Log(((1 - width) / _axes[place].Weights[(int)centre]) + width)
            : -Math.Log(width * Math.Sqrt(2 * Math.PI) * (Gaussian.Below((1 - centre) / width) - Gaussian.Below(-centre / width)));
    }

    private int Kernel(double unit)
    {
        var kernel = 0;
        while (kernel < _centres.Length && (unit -= _weights[kernel]) >= 0)
        {
            kernel++;
        }

        return kernel;
    }

    private double Draw(int kernel, int place, SeededSequence random)
    {
        var unit = random.Unit();
        var centre = kernel < _centres.Length ? _centres[kernel][place] : double.NaN;
        if (double.IsNaN(centre))
        {
            return unit;
        }

        var width = _widths[place];
        if (_axes[place].IsChoice)
        {
            return unit < 1 - width ? _axes[place].UnitOf((int)centre) : random.Unit();
        }

        var (low, high) = (Gaussian.Below(-centre / width), Gaussian.Below((1 - centre) / width));
        return Math.Clamp(centre + (width * Gaussian.Quantile(Math.Clamp(low + (unit * (high - low)), 1e-12, 1 - 1e-12))), 0, Math.BitDecrement(1.0));
    }
}
