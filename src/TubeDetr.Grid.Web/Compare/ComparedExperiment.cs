using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Compare;

/// <summary>One of the experiments that are compared.</summary>
/// <param name="Now">The experiment.</param>
/// <param name="Name">As short as the others allow.</param>
/// <param name="Colour">Its colour everywhere on the page.</param>
public sealed record ComparedExperiment(ExperimentSnapshot Now, string Name, string Colour)
{
    /// <summary>
    /// Names and colours for experiments that may be of different sweeps: the name without its sweep where all are of one, and the colour that an experiment has in its sweep, or, where one
    /// before it has that, the first that nobody has.
    /// </summary>
    public static ImmutableArray<ComparedExperiment> Of(IReadOnlyList<ExperimentSnapshot> experiments)
    {
        var oneSweep = experiments.DistinctBy(experiment => experiment.Sweep).Count() < 2;
        var own = experiments.Select(experiment => experiment.Index).ToHashSet();
        var taken = new HashSet<int>();
        var compared = ImmutableArray.CreateBuilder<ComparedExperiment>();
        foreach (var experiment in experiments)
        {
            var colour = taken.Contains(experiment.Index) ? Enumerable.Range(0, int.MaxValue).First(index => !taken.Contains(index) && !own.Contains(index)) : experiment.Index;
            taken.Add(colour);
            compared.Add(new(experiment, oneSweep ? SweepWords.ShortName(experiment.Id) : experiment.Id.Value, experiment.Colour ?? ExperimentColour.Of(colour)));
        }

        return compared.ToImmutable();
    }

    /// <summary>The committed checkpoint whose evaluation is looked at: the best by the objective, or the last; the last of all where the objective was never measured.</summary>
    public CheckpointRecord? Evaluated(bool last)
    {
        var evaluated = Now.Checkpoints.Where(checkpoint => checkpoint.Value is { } value && double.IsFinite(value)).OrderBy(checkpoint => checkpoint.Step).ToList();
        return last || evaluated.Count == 0
            ? evaluated.LastOrDefault() ?? Now.Checkpoints.LastOrDefault()
            : evaluated.MaxBy(checkpoint => Now.Objective.Maximize ? checkpoint.Value : -checkpoint.Value);
    }
}
