using System.Globalization;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Web.Words;

/// <summary>Short phrases about sweeps and experiments.</summary>
public static class SweepWords
{
    /// <summary>Fraction of all epochs that are done.</summary>
    public static string Done(SweepSnapshot sweep) =>
        sweep.EpochsTotal > 0 ? Numbers.Percent(Math.Clamp(sweep.EpochsDone / sweep.EpochsTotal, 0, 1)) : Numbers.Absent;

    public static string Direction(Objective objective) => $"{objective.Metric}, {(objective.Maximize ? "higher" : "lower")} is better";

    /// <summary>The part of an experiment's id that tells it apart inside its sweep: <c>03</c> of <c>s7k2q9-03</c>, written <c>#03</c>.</summary>
    public static string ShortName(ExperimentId experiment)
    {
        var dash = experiment.Value.LastIndexOf('-');
        return "#" + experiment.Value[(dash + 1)..];
    }

    /// <summary><c>3.2 / 8</c>; whole epochs without a fraction.</summary>
    public static string Epochs(ExperimentSnapshot experiment) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor((10 * experiment.EpochsDone) + 1e-6) / 10:0.#} / {experiment.Epochs}");

    /// <summary>A hyper-parameter's value; a dash where it was left at its default.</summary>
    public static string Value(HyperParameterValue? value) => value switch
    {
        null => Numbers.Absent,
        { Type: HyperParameterType.Number } number => Numbers.Significant(number.Number),
        { } other => other.Text,
    };

    public static string TimeLeft(ExperimentSnapshot experiment) =>
        experiment.Eta is { } eta ? $"{Durations.Format(eta)} left" : "";

    /// <summary>Name of the silo that trains it now; a dash when none does.</summary>
    public static string Silo(ExperimentSnapshot experiment) =>
        experiment.Slot is null ? Numbers.Absent : experiment.Attempts.LastOrDefault()?.Silo ?? experiment.Slot;

    /// <summary><c>lr 0.0003, ema_decay 0.99</c>.</summary>
    public static string Differing(ExperimentSnapshot experiment, IEnumerable<string> names) =>
        string.Join(", ", names.Where(experiment.HyperParameters.Values.ContainsKey).Select(name => $"{name} {Value(experiment.HyperParameters.Values[name])}"));

    /// <summary>The command that fetches a checkpoint.</summary>
    public static string Pull(ExperimentId experiment, CheckpointRecord checkpoint) =>
        string.Create(CultureInfo.InvariantCulture, $"./grid checkpoint pull {experiment} --epoch {checkpoint.Epoch} -o {experiment}-epoch{checkpoint.Epoch}.ckpt");

    public static string Experiments(int count) =>
        count == 1 ? "1 experiment" : string.Create(CultureInfo.InvariantCulture, $"{count} experiments");

    /// <summary>Hours of all slots together that a sweep has used: <c>3.4</c>.</summary>
    public static string SlotHours(SweepSnapshot sweep, DateTimeOffset now) =>
        sweep.SlotTimeAt(now).TotalHours.ToString("0.0#", CultureInfo.InvariantCulture);
}
