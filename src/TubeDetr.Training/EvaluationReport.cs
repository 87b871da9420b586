using TubeDetr.Training.Evaluation;

namespace TubeDetr.Training;

/// <summary>One evaluation.</summary>
/// <param name="Metrics"><c>tiou</c>, <c>viou</c>, <c>viou@0.3</c>, <c>viou@0.5</c>, and <c>gt_viou</c>, … with the moment given.</param>
/// <param name="Losses">Averages over batches: <c>loss</c>, weighted losses by name, the same with <c>_unscaled</c>.</param>
/// <param name="Predictions">What was predicted, by video.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record EvaluationReport(
    IReadOnlyDictionary<string, double> Metrics,
    IReadOnlyDictionary<string, double> Losses,
    IReadOnlyDictionary<string, TubePrediction> Predictions,
    double Seconds);
