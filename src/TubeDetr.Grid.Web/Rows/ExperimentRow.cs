using System.Collections.Immutable;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Web.Curves;
using TubeDetr.Grid.Web.Live;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Rows;

/// <summary>
/// A row of the table. It shows what is known now, but is sorted by what was known when the order was last asked for, so that rows never move
/// under the pointer.
/// </summary>
public sealed class ExperimentRow(ExperimentSnapshot experiment)
{
    private readonly Dictionary<string, MetricRange> ranges = new(StringComparer.Ordinal);
    private (ImmutableArray<string> Differing, string Text)? details;

    public ExperimentSnapshot Now { get; private set; } = experiment;

    /// <summary>What the order goes by.</summary>
    public ExperimentSnapshot Ordered { get; private set; } = experiment;

    /// <summary>It has started and not ended: its time goes on.</summary>
    public bool GoesOn => Now is { Started: not null, Ended: null };

    public int Index => Now.Index;

    public string Name { get; } = SweepWords.ShortName(experiment.Id);

    public string Colour => ExperimentColour.Of(Now);

    public void Update(ExperimentSnapshot latest) => Now = latest;

    public void Reorder() => Ordered = Now;

    /// <summary>This row as it would be ordered now.</summary>
    public ExperimentRow Fresh() => new(Now);

    public HyperParameterValue? Value(string name) => Now.HyperParameters.Values.TryGetValue(name, out var value) ? value : null;

    /// <summary>The hyper-parameters in which it differs, in words. They never change; in which ones a sweep differs may.</summary>
    public string Details(ImmutableArray<string> differing)
    {
        if (details is not { } known || !known.Differing.SequenceEqual(differing))
        {
            details = known = (differing, SweepWords.Differing(Now, differing));
        }

        return known.Text;
    }

    /// <summary>Key for sorting by a hyper-parameter: numbers before words, what is not set last.</summary>
    public (int Kind, double Number, string Text) SortKey(string name) => Value(name) switch
    {
        null => (2, 0, ""),
        { IsNumeric: true } value => (0, value.Number, ""),
        { } value => (1, 0, value.Text),
    };

    /// <summary>Time of training so far, or in all.</summary>
    public TimeSpan? Lasted(DateTimeOffset now) => Now.Started is { } started ? (Now.Ended ?? now) - started : null;

    /// <summary>Least and greatest value of a metric so far.</summary>
    public MetricRange Range(string metric, MetricHistory history) =>
        ranges[metric] = ranges.GetValueOrDefault(metric, MetricRange.Empty).At(history.Series.GetValueOrDefault(metric) ?? Series.Empty);
}
