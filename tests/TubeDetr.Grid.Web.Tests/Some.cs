using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Storage.Metrics;
using TubeDetr.Grid.Web.Reading;

namespace TubeDetr.Grid.Web.Tests;

/// <summary>Sweeps, experiments and rows to test with.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly SweepId SweepId = new("sabc23");

    public static readonly Objective Viou = new("viou", Maximize: true);

    public static ExperimentSnapshot Experiment(int index = 0, ExperimentState state = ExperimentState.Running, double? best = null, double lr = 3e-4, string backbone = "tiny-gn", long version = 1) => new()
    {
        Id = ExperimentId.Of(SweepId, index),
        Sweep = SweepId,
        Index = index,
        State = state,
        HyperParameters = HyperParameterSet.Empty
            .With("lr", HyperParameterValue.Of(lr))
            .With("backbone", HyperParameterValue.Of(backbone))
            .With("epochs", HyperParameterValue.Of(5L)),
        Objective = Viou,
        Attempt = state == ExperimentState.Queued ? 0 : 1,
        Slot = state == ExperimentState.Running ? "S127.0.0.1:11111:1/cpu" : null,
        Epochs = 5,
        EpochsDone = 2.26,
        Step = 113,
        BestValue = best,
        LastValue = best,
        Created = Start,
        Started = state == ExperimentState.Queued ? null : Start.AddSeconds(10),
        Attempts = state == ExperimentState.Queued ? [] : [new AttemptSnapshot { Number = 1, Slot = "S127.0.0.1:11111:1/cpu", Silo = "silo-1", Started = Start.AddSeconds(10) }],
        Version = version,
    };

    public static SweepSnapshot Sweep(IReadOnlyCollection<ExperimentSnapshot> experiments, SweepState state = SweepState.Running, ImmutableArray<string>? differing = null) => new()
    {
        Id = SweepId,
        Name = "first-sweep",
        State = state,
        Method = "grid",
        Objective = Viou,
        Created = Start,
        Counts = experiments.GroupBy(e => e.State).ToImmutableDictionary(g => g.Key, g => g.Count()),
        Total = experiments.Count,
        EpochsDone = experiments.Sum(e => e.EpochsDone),
        EpochsTotal = experiments.Sum(e => e.Epochs),
        Best = experiments.Where(e => e.BestValue is not null).MaxBy(e => e.BestValue)?.Id,
        BestValue = experiments.Max(e => e.BestValue),
        Differing = differing ?? ["lr", "backbone"],
        Yaml = "name: first-sweep",
        Version = experiments.Sum(e => e.Version),
        Eta = TimeSpan.FromMinutes(134),
    };

    public static SweepView View(params ImmutableArray<ExperimentSnapshot> experiments) => new(Sweep(experiments), experiments);

    public static MetricRow Row(long sequence, long step, double loss, int attempt = 1, double? viou = null) => new()
    {
        Sequence = sequence,
        Attempt = attempt,
        Step = step,
        Epoch = step / 50d,
        Time = Start.AddSeconds(step),
        Values = viou is { } value
            ? [KeyValuePair.Create("loss", loss), KeyValuePair.Create("viou", value)]
            : [KeyValuePair.Create("loss", loss)],
    };

    public static ExperimentCurves Curves(params ReadOnlySpan<MetricRow> rows)
    {
        var curves = new ExperimentCurves();
        foreach (var row in rows)
        {
            curves.Add(row);
        }

        return curves;
    }

    public static ImmutableSortedDictionary<string, double> Metrics(params ReadOnlySpan<(string Name, double Value)> values)
    {
        var metrics = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            metrics[name] = value;
        }

        return metrics.ToImmutable();
    }

    public static MetricBatch Batch(params ImmutableArray<MetricRow> rows) => new(rows, null);
}
