using TubeDetr.Grid.Search.Journal;
using TubeDetr.Grid.Search.Samplers;

namespace TubeDetr.Grid.Cli.Searching;

/// <summary>The best value found, over the seeds.</summary>
internal sealed record Spread(double Median, double Q25, double Q75)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return new Spread(Quantile(sorted, 0.5), Quantile(sorted, 0.25), Quantile(sorted, 0.75));
    }

    /// <summary>Between the two neighbours, as NumPy does.</summary>
    private static double Quantile(double[] sorted, double part)
    {
        var place = part * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return Math.Round(sorted[below] + ((place - below) * (sorted[above] - sorted[below])), 6);
    }
}

/// <summary>What samplers find in a number of proposals, and how long a proposal takes.</summary>
internal static class SearchMeasure
{
    public const int Proposals = 100;

    /// <summary>The best of the proposals for one seed.</summary>
    /// <param name="parallel">How many are under way at a time: a value is known once so many more were proposed.</param>
    public static double Best(SearchFunction function, ISampler sampler, long seed, int parallel)
    {
        var journal = new List<Observation>();
        for (var index = 0; index < Proposals; index++)
        {
            if (index >= parallel)
            {
                journal[index - parallel] = End(function, journal[index - parallel]);
            }

            journal.Add(new Observation { Index = index, HyperParameters = sampler.Propose(function.Space, seed, index, journal), State = ObservationState.Running });
        }

        return journal.Min(observation => function.Value(observation.HyperParameters));
    }

    /// <summary>Milliseconds of a proposal beside so many observations of Ackley-10: the least mean of a few rounds, because other programs only add.</summary>
    public static double Milliseconds(ISampler sampler, int observations, TimeProvider time)
    {
        const int Rounds = 5;
        const int AtATime = 5;
        var function = SearchFunction.All.Single(known => known.Name is "ackley10");
        var journal = Enumerable.Range(0, observations)
            .Select(index => End(function, new Observation { Index = index, HyperParameters = new RandomSampler().Propose(function.Space, 0, index, []), State = ObservationState.Running }))
            .ToList();
        return Enumerable.Range(1, Rounds).Min(round =>
        {
            var begin = time.GetTimestamp();
            for (var place = 0; place < AtATime; place++)
            {
                sampler.Propose(function.Space, round, observations + place, journal);
            }

            return Math.Round(time.GetElapsedTime(begin).TotalMilliseconds / AtATime, 3);
        });
    }

    private static Observation End(SearchFunction function, Observation observation) =>
        observation with { State = ObservationState.Completed, Costs = [function.Value(observation.HyperParameters)] };
}
