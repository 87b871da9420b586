using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Metrics;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Grains.Experiments;
using TubeDetr.Grid.Grains.Sweeps;

namespace TubeDetr.Benchmarks.Web;

/// <summary>A sweep that was never trained: curves that fall and rise with noise, the first with a million values, the last one still running on a slot of its own.</summary>
internal sealed class GeneratedSweep(int experiments, int metrics, int points, string slot)
{
    public const int Long = 1_000_000;
    private static readonly DateTimeOffset Created = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Objective Viou = new("viou", Maximize: true);

    public SweepId Id { get; } = new("sbench");

    public int Running => experiments - 1;

    public ExperimentId RunningId => ExperimentId.Of(Id, Running);

    public SweepRecord Sweep => new()
    {
        Yaml = "name: generated",
        Name = "generated",
        Method = "random",
        Objective = Viou,
        MaxAttempts = 3,
        Proposals = [.. Enumerable.Range(0, experiments).Select(HyperParameters)],
        Epochs = [.. Enumerable.Repeat(10, experiments)],
        Differing = ["lr", "dropout", "weight_decay"],
        Created = Created,
    };

    public ExperimentRecord Experiment(int index)
    {
        var spec = new ExperimentSpec { Sweep = Id, Index = index, HyperParameters = HyperParameters(index), Objective = Viou, Epochs = 10, MaxAttempts = 3 };
        var running = index == Running;
        var last = Row(index, Count(index), metrics);
        return ExperimentRecord.Create(spec, Created) with
        {
            State = running ? ExperimentState.Running : ExperimentState.Completed,
            Attempt = 1,
            Slot = running ? slot : null,
            EpochsDone = running ? 5 : 10,
            Step = last.Step,
            BestValue = Value(index, points, 1, points),
            LastValue = Value(index, points, 1, points),
            LastMetrics = last.Values.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Started = Created,
            Ended = running ? null : Created.AddHours(1),
            Reason = null,
            Attempts = [new AttemptSnapshot { Number = 1, Slot = slot, Silo = "bench", Started = Created, Ended = running ? null : Created.AddHours(1), Cause = running ? null : "completed" }],
            Version = Created.UtcTicks,
        };
    }

    /// <summary>The rows of an experiment: the first one has a million of one metric, the others all metrics.</summary>
    public IEnumerable<MetricRow> Rows(int index)
    {
        var count = Count(index);
        var of = index == 0 && count > points ? 1 : metrics;
        for (var row = 1; row <= count; row++)
        {
            yield return Row(index, row, of);
        }
    }

    public MetricRow Row(int index, int row, int of) => new()
    {
        Sequence = row,
        Attempt = 1,
        Step = row,
        Epoch = 10d * row / Count(index),
        Time = Created.AddSeconds(row),
        Values = [.. Enumerable.Range(0, of).Select(metric => KeyValuePair.Create(Name(metric), Value(index, row, metric, Count(index))))],
    };

    private int Count(int index) => index == 0 && points >= 2000 ? Long : points;

    private static string Name(int metric) => metric switch { 0 => "loss", 1 => "viou", _ => $"metric_{metric:00}" };

    private static double Value(int index, int row, int metric, int count)
    {
        var way = (double)row / count;
        var noise = Math.Sin((index * 7919) + (row * 12.9898) + metric) * 0.05;
        var level = 1 + (index % 97 / 97d);
        return metric == 1 ? Math.Min(0.99, (0.2 + (0.3 * level * (1 - Math.Exp(-3 * way)))) + noise) : (float)((level * (0.2 + Math.Exp(-4 * way))) + noise);
    }

    private static HyperParameterSet HyperParameters(int index) => HyperParameterSet.Empty
        .With("lr", HyperParameterValue.Of(Math.Pow(10, -5 + (index % 31 / 10d))))
        .With("dropout", HyperParameterValue.Of(index % 7 / 10d))
        .With("weight_decay", HyperParameterValue.Of(index % 5 * 1e-4))
        .With("epochs", HyperParameterValue.Of(10L));
}
