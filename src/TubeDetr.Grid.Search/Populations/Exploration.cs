using System.Globalization;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Samplers;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Populations;

/// <summary>
/// A neighbour of given hyper-parameters within the space: each number times 0.8 or 1.2 (an integer by one at least), and one value in four drawn anew, as in section 4 of
/// arXiv:1711.09846. What breaks a constraint is changed otherwise, and after some tries not at all.
/// </summary>
internal sealed class Exploration(SearchSpace space, long seed)
{
    private const int Tries = 100;
    private const double Anew = 0.25;
    private const double Factor = 0.2;

    /// <param name="index">Of the experiment that is replaced: it tells the replacements of one comparison apart.</param>
    public HyperParameterSet Explore(HyperParameterSet from, int index, int epoch) => Enumerable.Range(0, Tries)
        .Select(attempt => Neighbour(from, index, string.Create(CultureInfo.InvariantCulture, $"@{epoch}#{attempt}")))
        .FirstOrDefault(space.Allows, from);

    private HyperParameterSet Neighbour(HyperParameterSet from, int index, string suffix)
    {
        var set = HyperParameterSet.Empty;
        foreach (var parameter in space.Order.Where(parameter => SearchSpace.Applies(parameter, set)))
        {
            var (anew, where) = (SeededUnit.Of(seed, index, parameter.Name + suffix), SeededUnit.Of(seed, index, $"{parameter.Name}{suffix}!"));
            var value = anew >= Anew && from.Values.TryGetValue(parameter.Name, out var known) ? Changed(parameter.Domain, known, where, set) : parameter.Domain.At(where, set);
            set = value is { } chosen ? set.With(parameter.Name, chosen) : set;
        }

        return set;
    }

    private static HyperParameterValue? Changed(SearchDomain domain, HyperParameterValue known, double where, HyperParameterSet before) => domain switch
    {
        SearchDomain.Drawn drawn => domain.At(drawn.Distribution.UnitOf(Moved(drawn.Distribution, known.Number, where < 0.5 ? -1 : 1)), before),
        SearchDomain.SameAs => domain.At(0, before),
        _ => known,
    };

    private static double Moved(NumberDistribution distribution, double number, int direction)
    {
        var step = Math.Abs(number) * Factor;
        var least = distribution.Quantum ?? (distribution.Shape == DistributionShape.IntUniform ? 1 : 0);
        return number + (direction * (least > 0 ? Math.Max(least, Math.Round(step / least) * least) : step));
    }
}
