using TubeDetr.Training.Evaluation;

namespace TubeDetr.Training;

/// <summary>One evaluation, on one data set or several.</summary>
/// <param name="Sets">In the order of <c>combine_datasets_val</c>.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record EvaluationReport(IReadOnlyList<SetReport> Sets, double Seconds)
{
    /// <summary>
    /// <c>tiou</c>, <c>viou</c>, <c>viou@0.3</c>, <c>viou@0.5</c>, and <c>gt_viou</c>, … with the moment given; for VidSTG also by kind of question (<c>declarative_viou</c>, …). With several data sets
    /// every name begins with that of its set (<c>vidstg_viou</c>). Where videos could not be read, <c>missing_videos</c> is their number; all else is over the others.
    /// </summary>
    public IReadOnlyDictionary<string, double> Metrics { get; } = Flat(Sets, set => set.Overall.Concat(set.Metrics.Where(metric => !set.Overall.ContainsKey(metric.Key))).Concat(set.MissingCount));

    /// <summary>Averages over batches: <c>loss</c>, weighted losses by name, the same with <c>_unscaled</c>; with several data sets under the set's name (<c>vidstg_loss</c>).</summary>
    public IReadOnlyDictionary<string, double> Losses { get; } = Flat(Sets, set => set.Losses);

    private static Dictionary<string, double> Flat(IReadOnlyList<SetReport> sets, Func<SetReport, IEnumerable<KeyValuePair<string, double>>> part) => sets
        .SelectMany(set => part(set).Select(pair => (Name: sets.Count > 1 ? $"{set.Name}_{pair.Key}" : pair.Key, pair.Value)))
        .ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
}
