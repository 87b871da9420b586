using System.Globalization;
using System.Text.Json;
using TubeDetr.Data;
using TubeDetr.Training.Learning;
using TubeDetr.Training.Optimization;
using TubeDetr.Training.Options;

namespace TubeDetr.Parity.Training;

/// <summary>Takes steps and compares each with the original's.</summary>
internal sealed class StepComparison(Learner learner, TrainingOptions options, Comparison comparison)
{
    /// <summary>Of a weighted loss; a loss that is not weighted has it divided by its weight.</summary>
    public const double LossTolerance = 5e-4;

    private readonly StateComparison states = new(options, comparison);

    public LossValues Take(JsonElement expected, ClipBatch batch, int step)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"step {step}");
        comparison.Same("counters", where, expected.GetProperty("curr_step").GetInt32(), step);
        comparison.Same("counters", where, expected.GetProperty("num_training_steps").GetInt64(), learner.Schedule.TotalSteps);
        comparison.Rates($"{where} used", expected.GetProperty("lr_used"), learner.Schedule.For(step));
        comparison.Rates($"after {where}", expected.GetProperty("lr_after"), learner.Schedule.After(step));
        var (losses, _, _) = learner.Differentiate(batch, step);
        Losses(expected, losses, where);
        var wanted = expected.GetProperty("grad_norm") is { ValueKind: JsonValueKind.Number } clipped ? clipped.GetDouble() : expected.GetProperty("grad_norm_computed").GetDouble();
        Gradients(expected.GetProperty("grad"), wanted, where);
        comparison.NearRelative("gradient norm", where, wanted, learner.Update(step), 3e-4);
        states.Compare("parameters", expected.GetProperty("param"), learner.State.Where(entry => entry.IsParameter).Select(entry => new NamedParameter(entry.Name, entry.Tensor)), step);
        comparison.Same("counters", $"{where}, has ema", expected.TryGetProperty("ema", out var average) && average.ValueKind == JsonValueKind.Object, learner.Average is not null);
        if (learner.Average is not null)
        {
            states.Compare("moving average", average, Average(), step);
        }

        return losses;
    }

    private void Losses(JsonElement expected, LossValues losses, string where)
    {
        comparison.Near("losses", $"{where}, total", expected.GetProperty("loss_total").GetDouble(), losses.Total, LossTolerance);
        Parts("loss_unscaled", losses.Unscaled, name => LossTolerance / learner.Criterion.Weights.GetValueOrDefault(name, 1));
        Parts("loss_scaled", losses.Scaled, _ => LossTolerance);

        void Parts(string kind, IReadOnlyDictionary<string, double> found, Func<string, double> tolerance)
        {
            var parts = expected.GetProperty(kind);
            comparison.Same("loss parts", $"{where}, count of {kind}", parts.EnumerateObject().Count(), found.Count);
            foreach (var part in parts.EnumerateObject())
            {
                comparison.Near(kind, $"{where}, {part.Name}", part.Value.GetDouble(), found.GetValueOrDefault(part.Name, double.NaN), tolerance(part.Name));
            }
        }
    }

    private void Gradients(JsonElement expected, double norm, string where)
    {
        var trained = learner.State.Where(entry => entry.Trains).ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        comparison.Same("gradient absent", $"{where}, count", trained.Count, expected.EnumerateObject().Count());
        foreach (var gradient in expected.EnumerateObject())
        {
            var at = $"{where}, {gradient.Name}";
            using var found = trained.GetValueOrDefault(gradient.Name)?.Tensor.grad;
            comparison.Same("gradient absent", at, gradient.Value.ValueKind == JsonValueKind.Null, found is null);
            if (found is not null && gradient.Value.ValueKind == JsonValueKind.Array)
            {
                var (wanted, actual) = (Fingerprint.Of(gradient.Value), Fingerprint.Of(found));
                comparison.Same("gradient absent", $"{at}, count", wanted.First.Length, actual.First.Length);
                for (var i = 0; i < Math.Min(wanted.First.Length, actual.First.Length); i++)
                {
                    comparison.Near("gradient values / norm", at, wanted.First[i] / norm, actual.First[i] / norm, 5e-5);
                }

                comparison.Near("gradient sums / norm", at, wanted.Sum / norm, actual.Sum / norm, 3e-4 * Math.Sqrt(found.numel()));
                comparison.Near("gradient norms / norm", at, Math.Sqrt(wanted.Squares) / norm, Math.Sqrt(actual.Squares) / norm, 3e-4);
            }
        }
    }

    private IEnumerable<NamedParameter> Average() => learner.Arena.Blocks
        .SelectMany(block => block.Slices.Select(slice => new NamedParameter(slice.Name, ParameterBlock.View(block.Average!, slice))))
        .Concat(learner.Average!.Constants);
}
