using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Importance;

/// <summary>Which hyper-parameters a metric depends on, as far as the experiments tell.</summary>
public static class ImportanceAnalysis
{
    /// <summary>With fewer experiments a forest cannot be grown that says anything.</summary>
    public const int Least = 4;

    private const int Trees = 64;
    private const int Parts = 8;
    private const int EnoughForAKnob = 10;
    private const double LittleExplained = 0.3;
    private const double Negligible = 0.005;

    /// <summary>Deterministic: the same experiments, in whatever order, and the same seed give the same answer.</summary>
    public static SweepImportance Of(SearchSpace space, string metric, IEnumerable<ImportanceSample> experiments, long seed = 0)
    {
        var all = experiments.OrderBy(experiment => experiment.Index).ToArray();
        var samples = Samples.Of(space, [.. all.Where(experiment => double.IsFinite(experiment.Value ?? double.NaN)).Select(experiment => (experiment.HyperParameters, experiment.Value!.Value))]);
        var nothing = new SweepImportance { Metric = metric, Experiments = samples.Count };
        if (Hindrance(samples) is { } hindrance)
        {
            return nothing with { Notes = [hindrance, .. Remarks(all, samples)] };
        }

        var forest = RandomForest.Grow(samples, Trees, (ulong)seed);
        return Describe(nothing with { Explained = Math.Max(0, forest.Explained) }, samples, forest, (ulong)seed) with
        {
            Notes = [.. Doubts(samples, forest), .. Remarks(all, samples)],
        };
    }

    private static SweepImportance Describe(SweepImportance importance, Samples samples, RandomForest forest, ulong seed)
    {
        var whole = new VarianceShares(samples.Knobs, forest.Trees, seed);
        var parts = forest.Trees.Chunk(Trees / Parts).Select(trees => new VarianceShares(samples.Knobs, trees, seed)).ToArray();
        return importance with
        {
            Knobs =
            [
                .. samples.Knobs.Select((knob, at) => new KnobImportance(knob.Name, Share(whole.Singles[at], whole), Deviation(parts.Select(part => Share(part.Singles[at], part)))))
                    .OrderByDescending(knob => knob.Share).ThenBy(knob => knob.Name, StringComparer.Ordinal),
            ],
            Pairs =
            [
                .. whole.Pairs.Select(pair => new PairImportance(samples.Knobs[pair.First].Name, samples.Knobs[pair.Second].Name, Share(pair.Variance, whole)))
                    .Where(pair => pair.Share >= Negligible).OrderByDescending(pair => pair.Share).ThenBy(pair => pair.First, StringComparer.Ordinal).ThenBy(pair => pair.Second, StringComparer.Ordinal),
            ],
        };
    }

    private static double Share(double variance, VarianceShares of) => of.Total > 0 ? variance / of.Total : 0;

    private static double Deviation(IEnumerable<double> shares)
    {
        var all = shares.ToArray();
        return Math.Sqrt(all.Sum(share => Math.Pow(share - all.Average(), 2)) / (all.Length - 1));
    }

    private static string? Hindrance(Samples samples) => samples switch
    {
        { Knobs.Length: 0 } => "this sweep varies nothing, so nothing can be said about what matters",
        { Count: < Least } => $"{Experiments(samples.Count)} with a value: {Least} are the least from which anything can be said",
        _ when samples.Values.Distinct().Count() < 2 => $"all {samples.Count} experiments have the same value, so nothing can be said about what matters",
        _ => null,
    };

    private static IEnumerable<string> Doubts(Samples samples, RandomForest forest)
    {
        var enough = EnoughForAKnob * samples.Knobs.Length;
        if (samples.Count < enough)
        {
            yield return $"only {Experiments(samples.Count)} for {samples.Knobs.Length} hyper-parameters: the order may change with more; {enough} are enough to rely on it";
        }

        if (forest.Explained < LittleExplained)
        {
            yield return FormattableString.Invariant($"the model explains {Math.Max(0, forest.Explained):0%} of what experiments that it has not seen differ in: the shares may be chance");
        }
    }

    private static IEnumerable<string> Remarks(ImportanceSample[] all, Samples samples)
    {
        var without = all.Count(experiment => !double.IsFinite(experiment.Value ?? double.NaN));
        if (without > 0)
        {
            yield return $"{Experiments(without)} without a value {(without == 1 ? "is" : "are")} left out";
        }

        if (all.Length - without - samples.Count is > 0 and var foreign)
        {
            yield return $"{Experiments(foreign)} with values outside the search space {(foreign == 1 ? "is" : "are")} left out";
        }

        if (all.Count(experiment => experiment.IsPruned && double.IsFinite(experiment.Value ?? double.NaN)) is > 0 and var pruned)
        {
            yield return $"{Experiments(pruned)} ended early and {(pruned == 1 ? "counts" : "count")} with what {(pruned == 1 ? "it" : "they")} had shown by then";
        }
    }

    private static string Experiments(int count) => $"{count} experiment{(count == 1 ? "" : "s")}";
}

/// <summary>An experiment that has ended. Null or not finite: it has no value.</summary>
public sealed record ImportanceSample(int Index, HyperParameterSet HyperParameters, double? Value, bool IsPruned);
