using System.Collections.Immutable;
using System.Globalization;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Samplers;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Populations;

/// <summary>An experiment of a population, with its objective's value at the present comparison.</summary>
public sealed record Member(ExperimentId Experiment, int Index, HyperParameterSet HyperParameters, double Value);

/// <summary>One experiment ends, and another begins with the checkpoint of a better one.</summary>
/// <param name="HyperParameters">Of the one that begins: the source's, changed a little.</param>
/// <param name="Reason">By whom, at which epoch, against what: a sentence for people.</param>
public sealed record Exchange(Member Ended, Member Source, HyperParameterSet HyperParameters, string Reason);

/// <summary>
/// Population based training (Jaderberg et al., arXiv:1711.09846) with truncation selection: at each comparison, the worst quarter ends, and each of them is replaced by one of the
/// best quarter. Pure: the same members give the same exchanges.
/// </summary>
public sealed class Population(SearchSpace space, Objective objective, long seed)
{
    /// <summary>One of so many is replaced.</summary>
    private const int Share = 4;

    private readonly Exploration _exploration = new(space, seed);

    /// <param name="members">All that live, in any order; what is no number is the worst.</param>
    /// <param name="epoch">Of the comparison.</param>
    public ImmutableArray<Exchange> Exchange(IReadOnlyList<Member> members, int epoch)
    {
        var ranked = members.OrderBy(Loss).ThenBy(member => member.Index).ToList();
        var replaced = members.Count < 2 ? 0 : Math.Max(1, members.Count / Share);
        return
        [
            .. ranked.TakeLast(replaced).Select(ended => (Ended: ended, Source: Source(ranked, replaced, ended, epoch)))
                .Where(pair => Loss(pair.Source) < Loss(pair.Ended))
                .OrderBy(pair => pair.Ended.Index)
                .Select(pair => new Exchange(pair.Ended, pair.Source, _exploration.Explore(pair.Source.HyperParameters, pair.Ended.Index, epoch), Reason(pair.Ended, pair.Source, ranked, epoch))),
        ];
    }

    private Member Source(List<Member> ranked, int count, Member ended, int epoch) =>
        ranked[(int)(SeededUnit.Of(seed, ended.Index, string.Create(CultureInfo.InvariantCulture, $"source@{epoch}")) * count)];

    private double Loss(Member member) => double.IsNaN(member.Value) ? double.PositiveInfinity : objective.Maximize ? -member.Value : member.Value;

    private string Reason(Member ended, Member source, List<Member> ranked, int epoch) => string.Create(
        CultureInfo.InvariantCulture,
        $"replaced by pbt at epoch {epoch}: its {objective.Metric} {ended.Value:G4} is number {ranked.IndexOf(ended) + 1} of {ranked.Count}; another goes on from {source.Experiment}, which has {source.Value:G4}");
}
