using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.HyperParameters;

namespace TubeDetr.Grid.Grains.Sweeps;

/// <summary>A fork that was read and checked, or everything that is wrong with it.</summary>
public sealed record ForkPlan
{
    private ForkPlan(ImmutableArray<string> errors) => Errors = errors;

    public ImmutableArray<string> Errors { get; }

    public HyperParameterSet HyperParameters { get; private init; } = HyperParameterSet.Empty;

    /// <summary>In all, those of the checkpoint included.</summary>
    public int Epochs { get; private init; }

    /// <summary>Null when anything is wrong.</summary>
    public ExperimentOrigin? Origin { get; private init; }

    /// <summary>Names of the hyper-parameters that differ from the source's.</summary>
    public ImmutableArray<string> Changed { get; private init; } = [];

    public static ForkPlan Read(ForkRequest request, ExperimentSnapshot source, IHyperParameterCatalog catalog)
    {
        var errors = new List<string>();
        var set = Changes(request, source.HyperParameters, catalog, errors);
        var checkpoint = source.Checkpoints.LastOrDefault(known => request.Epoch is null || known.Epoch == request.Epoch);
        var epochs = (int)(set.Values.TryGetValue("epochs", out var chosen) ? chosen.Number : source.Epochs);
        if (checkpoint is null)
        {
            errors.Add(NoCheckpoint(request, source));
        }
        else if (epochs <= checkpoint.Epoch)
        {
            errors.Add($"epochs: is {epochs}, but the checkpoint has trained {checkpoint.Epoch} already: set epochs to more");
        }

        errors.AddRange(catalog.Violations(set));
        return errors.Count > 0 ? new ForkPlan([.. errors.Distinct(StringComparer.Ordinal)]) : new ForkPlan([])
        {
            HyperParameters = set,
            Epochs = epochs,
            Origin = new ExperimentOrigin(source.Id, checkpoint!),
            Changed = [.. set.Values.Where(pair => !source.HyperParameters.Values.Contains(pair)).Select(pair => pair.Key)],
        };
    }

    private static HyperParameterSet Changes(ForkRequest request, HyperParameterSet set, IHyperParameterCatalog catalog, List<string> errors)
    {
        foreach (var (name, text) in request.Changes)
        {
            if (catalog.Definitions.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.Ordinal)) is not { } definition)
            {
                errors.Add($"there is no hyper-parameter {name}{NearestName.Suggest(name, catalog.Definitions.Select(known => known.Name))}");
                continue;
            }

            var reading = HyperParameterText.Read(definition, text);
            if (reading.Fault is { } fault)
            {
                errors.Add($"{name}: {fault}");
                continue;
            }

            set = set.With(name, reading.Value);
        }

        return set;
    }

    private static string NoCheckpoint(ForkRequest request, ExperimentSnapshot source) => source.Checkpoints.IsEmpty
        ? $"{source.Id} has no checkpoint yet"
        : $"{source.Id} has no checkpoint of epoch {request.Epoch}; it has those of {string.Join(", ", source.Checkpoints.Select(known => known.Epoch).Distinct())}";
}
