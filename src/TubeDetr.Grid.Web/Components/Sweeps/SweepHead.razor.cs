using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Components.Sweeps;

/// <summary>Progress, best value, time left, and what people may ask of a sweep.</summary>
public partial class SweepHead
{
    [Inject]
    public required TimeProvider Time { get; set; }

    [Parameter, EditorRequired]
    public required SweepSnapshot Sweep { get; set; }

    [Parameter, EditorRequired]
    public required ImmutableArray<ExperimentSnapshot> Experiments { get; set; }

    private IEnumerable<string> Counts => StateLook.BarOrder
        .Where(state => Sweep.Counts.GetValueOrDefault(state) > 0)
        .Select(state => StateLook.Count(Sweep.Counts[state], state));

    private int SlotsUsed => Experiments.Count(experiment => experiment.Slot is not null);
}
