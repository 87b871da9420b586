namespace TubeDetr.Grid.Search.Pruners;

/// <summary>
/// The rungs of successive halving: epochs <c>minimum · eta^k</c> below a limit. With several brackets, bracket b leaves the first b rungs out, so that what begins
/// slowly gets a chance; a bracket gets experiments in inverse proportion to what one costs in it, so that all brackets cost about the same.
/// </summary>
public sealed class Ladder
{
    private const double GoldenRatio = 0.6180339887498949;
    private readonly double[] _weights;

    /// <param name="minimum">Epoch of the first rung, at least 1.</param>
    /// <param name="limit">No rung is at or after this epoch; null: an experiment's own epochs bound it.</param>
    /// <param name="eta">One of so many goes on; more than 1.</param>
    /// <param name="brackets">At least 1.</param>
    public Ladder(int minimum, int? limit, double eta, int brackets)
    {
        (Minimum, Limit, Eta, Brackets) = (minimum, limit, eta, brackets);
        _weights = [.. Enumerable.Range(0, brackets).Select(bracket => Math.Pow(eta, -bracket))];
    }

    public int Minimum { get; }

    public int? Limit { get; }

    public double Eta { get; }

    public int Brackets { get; }

    /// <summary>How many of a rung go on.</summary>
    public int Promotes(int there) => (int)(there / Eta);

    /// <summary>The bracket of an experiment: places of the golden-ratio sequence fall into the brackets' shares evenly, whatever the number of experiments.</summary>
    public int Bracket(int index)
    {
        var place = (index * GoldenRatio % 1) * _weights.Sum();
        var bracket = 0;
        while (bracket < Brackets - 1 && place >= _weights[bracket])
        {
            place -= _weights[bracket++];
        }

        return bracket;
    }

    /// <summary>The first rung of a bracket after an epoch; the last epoch where there is none.</summary>
    public int Next(int bracket, int after, int epochs)
    {
        for (var rung = Minimum * Math.Pow(Eta, bracket); rung < Math.Min(Limit ?? int.MaxValue, epochs); rung *= Eta)
        {
            if ((int)rung > after)
            {
                return (int)rung;
            }
        }

        return epochs;
    }
}
