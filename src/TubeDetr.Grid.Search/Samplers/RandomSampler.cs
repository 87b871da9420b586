using System.Globalization;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Journal;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Samplers;

/// <summary>
/// Independent draws: each value depends on the seed, the experiment's place and the parameter's name alone, so that a parameter added to the sweep changes no
/// other, and a draw can be repeated without those before it. What breaks a constraint is drawn again.
/// </summary>
public sealed class RandomSampler : ISampler
{
    /// <summary>How often one experiment is drawn before the constraints count as impossible.</summary>
    public const int Tries = 10_000;

    public HyperParameterSet Propose(SearchSpace space, long seed, int index, IReadOnlyList<Observation> journal) =>
        Draw(space, seed, index) ?? throw new InvalidOperationException(Impossible(space));

    /// <summary>The draw at a place of the order; null when none of <see cref="Tries"/> fulfils the constraints.</summary>
    public static HyperParameterSet? Draw(SearchSpace space, long seed, long index) => Enumerable.Range(0, Tries)
        .Select(attempt => attempt == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"#{attempt}"))
        .Select(suffix => space.At(parameter => SeededUnit.Of(seed, index, parameter.Name + suffix)))
        .FirstOrDefault(space.Allows);

    /// <summary>What to tell who wrote constraints that nothing fulfils.</summary>
    public static string Impossible(SearchSpace space) =>
        $"where: none of {Tries} draws fulfils {string.Join(" and ", space.Constraints.Select(constraint => constraint.Text))}: widen the ranges or drop a condition";
}
