using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.HyperParameters;
using TubeDetr.Grid.Grains.Sweeps.Samplers;
using TubeDetr.Grid.Grains.Sweeps.Yaml;
using TubeDetr.Grid.Search.Samplers;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <summary>What a sweep would do, and for how long.</summary>
public static class SweepForecast
{
    /// <summary>How many experiments are shown.</summary>
    private const int Shown = 10;

    /// <param name="before">Experiments that ran before, of any sweep.</param>
    public static SweepPreview Of(string yaml, IHyperParameterCatalog catalog, IReadOnlyCollection<ExperimentSnapshot> before)
    {
        var reading = SweepYaml.Read(yaml, catalog);
        if (reading.Definition is not { } definition)
        {
            return new SweepPreview { Errors = reading.Errors };
        }

        var record = SweepRecord.Of(yaml, definition, reading.Proposals, default);
        var sets = reading.Proposals.IsEmpty ? Proposal.First(definition, Math.Min(Shown, record.Planned)) : reading.Proposals;
        var epochs = record.Planned * sets.Average(set => catalog.EpochsOf(set));
        var cells = GridSampler.Product(definition.Space);
        return new SweepPreview
        {
            Name = definition.Name,
            Method = record.Method,
            Experiments = record.Planned,
            Cells = double.IsFinite(cells) ? cells : null,
            First = [.. sets.Take(Shown)],
            Differing = record.Differing,
            Epochs = epochs,
            Estimate = Estimate(sets[0], [.. definition.Space.Parameters.Where(parameter => parameter.Domain.Count is not 1).Select(parameter => parameter.Name)], epochs, before),
        };
    }

    /// <summary>From those that differ in the fewest hyper-parameters that are not searched; null when none ran.</summary>
    private static SlotTimeEstimate? Estimate(HyperParameterSet set, ImmutableHashSet<string> searched, double epochs, IReadOnlyCollection<ExperimentSnapshot> before)
    {
        var nearest = before
            .Select(row => (Seconds: SecondsPerEpoch(row), Different: Different(set, row.HyperParameters).Except(searched, StringComparer.Ordinal).ToImmutableArray()))
            .Where(known => known.Seconds is not null)
            .GroupBy(known => known.Different.Length)
            .MinBy(group => group.Key)?.ToList();
        if (nearest is null)
        {
            return null;
        }

        var perEpoch = TimeSpan.FromSeconds(nearest.Select(known => known.Seconds!.Value).Order().ElementAt(nearest.Count / 2));
        return new SlotTimeEstimate(perEpoch * epochs, perEpoch, nearest.Count, [.. nearest.SelectMany(known => known.Different).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Time on slots for each epoch that it trained itself; null when it has not ended with any.</summary>
    private static double? SecondsPerEpoch(ExperimentSnapshot row)
    {
        var epochs = row.EpochsDone - (row.Origin?.Checkpoint.Epoch ?? 0);
        var seconds = row.Attempts.Sum(attempt => ((attempt.Ended ?? attempt.Started) - attempt.Started).TotalSeconds);
        return row.Ended is not null && epochs >= 1 && seconds > 0 ? seconds / epochs : null;
    }

    private static IEnumerable<string> Different(HyperParameterSet one, HyperParameterSet other) => one.Values.Keys.Union(other.Values.Keys, StringComparer.Ordinal)
        .Where(name => name is not ("seed" or "epochs") && !Equals(one.Values.GetValueOrDefault(name), other.Values.GetValueOrDefault(name)));
}
