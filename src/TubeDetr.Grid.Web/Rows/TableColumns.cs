using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Rows;

/// <summary>All columns that the table of a sweep may have, and those that it usually has.</summary>
public sealed class TableColumns
{
    public const string HyperParameters = "Hyper-parameters";
    private const string General = "Experiment";
    private const string Measured = "Metrics";
    private const int Decimals = 4;
    private readonly Func<Contracts.Experiments.ExperimentId, MetricHistory> history;
    private readonly TimeProvider time;
    private readonly Objective objective;

    /// <param name="objective">Of the sweep.</param>
    /// <param name="parameters">Every hyper-parameter that was set, those that differ first.</param>
    /// <param name="metrics">Every metric that was measured.</param>
    /// <param name="history">Of an experiment, for least and greatest values.</param>
    /// <param name="time">For how long something trains.</param>
    public TableColumns(Objective objective, ImmutableArray<string> parameters, ImmutableArray<string> metrics, Func<Contracts.Experiments.ExperimentId, MetricHistory> history, TimeProvider time)
    {
        (this.objective, this.history, this.time) = (objective, history, time);
        All = [.. Leading(), .. parameters.Select(Parameter), .. metrics.SelectMany(Metric), .. Trailing()];
    }

    public ImmutableArray<TableColumn> All { get; }

    /// <summary>Keys of the usual columns: the objective, what differs, where and for how long.</summary>
    public static ImmutableArray<string> Usual(ImmutableArray<string> parameters) =>
        ["best", "last", "epochs", .. parameters.Select(name => Key(name)), "time", "silo", "attempts", "tags"];

    public static string Key(string parameter) => "params." + parameter;

    /// <summary>The metrics whose history is needed for columns of these keys.</summary>
    public static IEnumerable<string> Metrics(IEnumerable<string> keys) =>
        keys.Where(key => key.StartsWith("metrics.", StringComparison.Ordinal)).Select(key => key["metrics.".Length..key.LastIndexOf('.')]);

    private IEnumerable<TableColumn> Leading() =>
    [
        TableColumn.Of("best", $"Best {objective.Metric}", General, e => e.BestValue ?? Worst, e => Numbers.Fixed(e.BestValue, Decimals)) with { Value = row => row.Now.BestValue },
        TableColumn.Of("last", $"Last {objective.Metric}", General, e => e.LastValue ?? Worst, e => Numbers.Fixed(e.LastValue, Decimals)) with { Value = row => row.Now.LastValue },
        TableColumn.Of("epochs", "Epochs", General, e => (double?)e.EpochsDone, SweepWords.Epochs),
    ];

    private IEnumerable<TableColumn> Trailing() =>
    [
        new("time", "Time", General, true, row => row.Lasted(time.GetUtcNow())?.TotalSeconds, row => row.Lasted(time.GetUtcNow()) ?? TimeSpan.Zero, row => Durations.Format(row.Lasted(time.GetUtcNow()))),
        TableColumn.Of("silo", "Slot", General, e => e.Slot ?? "", SweepWords.Silo, numeric: false),
        TableColumn.Of("attempts", "Attempts", General, e => (int?)e.Attempt, e => Numbers.Significant(e.Attempt)),
        TableColumn.Of("step", "Step", General, e => (long?)e.Step, e => Numbers.Significant(e.Step)),
        TableColumn.Of("priority", "Priority", General, e => (int?)e.Priority, e => Numbers.Significant(e.Priority)),
        TableColumn.Of("tags", "Tags", General, e => string.Join(' ', e.Tags), e => string.Join(", ", e.Tags), numeric: false),
        TableColumn.Of("note", "Note", General, e => e.Note ?? "", e => e.Note ?? "", numeric: false),
        TableColumn.Of("reason", "Reason", General, e => e.Reason ?? "", e => e.Reason ?? "", numeric: false),
        TableColumn.Of("left", "Time left", General, e => (double?)(e.Eta?.TotalSeconds), e => Durations.Format(e.Eta)),
        TableColumn.Of("started", "Started (UTC)", General, e => e.Started, e => Moments.Minute(e.Started), numeric: false),
        TableColumn.Of("ended", "Ended (UTC)", General, e => e.Ended, e => Moments.Minute(e.Ended), numeric: false),
    ];

    private static TableColumn Parameter(string name) => new(
        Key(name),
        name,
        HyperParameters,
        true,
        row => row.Value(name) is { } value ? value.IsNumeric ? value.Number : value.Text : null,
        row => row.SortKey(name),
        row => SweepWords.Value(row.Value(name)));

    private IEnumerable<TableColumn> Metric(string name) =>
    [
        TableColumn.Of($"metrics.{name}.last", $"{name} last", Measured, e => e.LastMetrics.TryGetValue(name, out var last) ? last : default(double?), e => Numbers.Significant(e.LastMetrics.TryGetValue(name, out var last) ? last : null)),
        Range(name, "min", range => range.Minimum),
        Range(name, "max", range => range.Maximum),
    ];

    private TableColumn Range(string name, string word, Func<MetricRange, double?> read)
    {
        double? Read(ExperimentRow row) => read(row.Range(name, history(row.Now.Id)));
        return new($"metrics.{name}.{word}", $"{name} {word}", Measured, true, row => Read(row), row => Read(row), row => Numbers.Significant(Read(row)));
    }

    private double Worst => objective.Maximize ? double.NegativeInfinity : double.PositiveInfinity;
}
