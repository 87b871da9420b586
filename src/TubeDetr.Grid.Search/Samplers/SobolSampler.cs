using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Journal;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Samplers;

/// <summary>
/// Points that fill the space more evenly than random ones, at any place of the sequence. Parameters beyond <see cref="SobolSequence.Dimensions"/> are random, and so
/// are points whose place breaks a constraint.
/// </summary>
public sealed class SobolSampler : ISampler
{
    public HyperParameterSet Propose(SearchSpace space, long seed, int index, IReadOnlyList<Observation> journal)
    {
        var dimensions = Axis.Of(space).Select((axis, place) => (axis.Parameter.Name, place)).ToDictionary(pair => pair.Name, pair => pair.place, StringComparer.Ordinal);
        var set = space.At(parameter => dimensions.TryGetValue(parameter.Name, out var place) && place < SobolSequence.Dimensions
            ? SobolSequence.At(place, (uint)index, SeededUnit.Bits(seed, 0, parameter.Name))
            : SeededUnit.Of(seed, index, parameter.Name));
        return space.Allows(set) ? set : new RandomSampler().Propose(space, seed, index, journal);
    }
}
