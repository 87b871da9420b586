using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Search.Journal;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Samplers;

/// <summary>
/// Tree-structured Parzen estimators: of some experiments drawn from the density of the best ones, the one that is most probable among the best compared with the rest.
/// With several objectives the best are those of the first fronts.
/// </summary>
/// <remarks>
/// Bergstra, Bardenet, Bengio, Kégl 2011; multivariate kernels: see <see cref="ParzenEstimate"/>; several objectives: Ozaki et al. 2020. Departures: better ones among
/// the best weigh more (logarithmic weights as of CMA-ES, Hansen 2016), and kernels of real numbers are 0.4 times as wide as usual (chosen on seeds that the benchmark does not use).
/// </remarks>
public sealed class TpeSampler : ISampler
{
    private const int Startup = 10;
    private const double BestPart = 0.1;
    private const int MostBest = 25;
    private const int Candidates = 24;

    /// <summary>A density needs no more of the rest; so a proposal's time does not grow with the journal.</summary>
    private const int MostOthers = 400;

    public HyperParameterSet Propose(SearchSpace space, long seed, int index, IReadOnlyList<Observation> journal)
    {
        var ranked = JournalRanking.Ranked(journal);
        var axes = Axis.Of(space);
        if (ranked.Length < Startup || axes.IsEmpty)
        {
            return new RandomSampler().Propose(space, seed, index, journal);
        }

        var count = Math.Min(MostBest, (int)Math.Ceiling(BestPart * ranked.Length));
        var best = new ParzenEstimate(axes, [.. ranked.Take(count).Select(observation => observation.HyperParameters)], Weights(count));
        var others = Thin([.. ranked.Skip(count).Concat(JournalRanking.Unranked(journal)).Select(observation => observation.HyperParameters)]);
        var rest = new ParzenEstimate(axes, others, [.. Enumerable.Repeat(1.0, others.Length)]);
        var random = new SeededSequence(SeededUnit.Bits(seed, index, "tpe"));
        var promising = Enumerable.Range(0, Candidates)
            .Select(_ => best.Draw(space, random))
            .Where(space.Allows)
            .ToList()
            .OrderByDescending(candidate => Promise(candidate, axes, best, rest));
        return Choose(promising, axes, journal) ?? new RandomSampler().Propose(space, seed, index, journal);
    }

    /// <summary>What was not proposed before, where values can be repeated; else the first.</summary>
    private static HyperParameterSet? Choose(IEnumerable<HyperParameterSet> promising, ImmutableArray<Axis> axes, IReadOnlyList<Observation> journal) =>
        axes.All(axis => axis.Count is not null)
            ? promising.FirstOrDefault(candidate => !journal.Any(observation => observation.HyperParameters.Equals(candidate)))
            : promising.FirstOrDefault();

    private static double Promise(HyperParameterSet candidate, ImmutableArray<Axis> axes, ParzenEstimate best, ParzenEstimate rest)
    {
        var point = axes.Select(axis => axis.Locate(candidate)).ToArray();
        return best.LogAt(point) - rest.LogAt(point);
    }

    private static double[] Weights(int count)
    {
        var logs = Enumerable.Range(1, count).Select(rank => Math.Log(count + 0.5) - Math.Log(rank)).ToArray();
        var mean = logs.Average();
        return [.. logs.Select(log => log / mean)];
    }

    /// <summary>Evenly over the ranks; what is running stands last and is newest, and stays.</summary>
    private static ImmutableArray<HyperParameterSet> Thin(ImmutableArray<HyperParameterSet> others)
    {
        var surplus = others.Length - MostOthers;
        return surplus <= 0 ? others
            : [.. Enumerable.Range(0, MostOthers / 2).Select(place => others[(int)((long)place * (others.Length - (MostOthers / 2)) / (MostOthers / 2))]), .. others[^(MostOthers / 2)..]];
    }
}
