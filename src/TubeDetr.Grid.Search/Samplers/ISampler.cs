using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Journal;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Samplers;

/// <summary>
/// Proposes hyper-parameters. Pure: the same space, seed, place and journal give the same proposal, on every machine, whatever the order of the journal. So a
/// proposal depends on nothing but what was stored before it.
/// </summary>
public interface ISampler
{
    /// <summary>How many experiments there are to propose; null: no end.</summary>
    long? Count(SearchSpace space) => null;

    /// <summary>The hyper-parameters of the experiment at a place, from 0.</summary>
    /// <param name="journal">What is known of the experiments that were proposed before it, one for each of them that there is, in any order.</param>
    /// <exception cref="InvalidOperationException">Nothing that was drawn fulfils the constraints.</exception>
    HyperParameterSet Propose(SearchSpace space, long seed, int index, IReadOnlyList<Observation> journal);
}
