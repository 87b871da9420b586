using System.Text.Json;
using TorchSharp;
using TubeDetr.Model;
using TubeDetr.Model.Losses;

namespace TubeDetr.Parity.Checks;

/// <summary><c>crit-*</c>: every part of the loss of given outputs, and its gradients.</summary>
public sealed class CriterionCheck : ParityCheck
{
    private const double TermTolerance = 2e-6;
    private const double GradientTolerance = 2e-5;

    /// <inheritdoc/>
    public override string Prefix => "crit-";

    /// <inheritdoc/>
    public override void Run(GoldenCase golden, Comparison comparison)
    {
        var tensors = new TensorLedger(golden);
        var layers = Layers(golden, tensors);
        var terms = Criterion(golden).Forward(
            layers[^1] with { Auxiliary = layers[..^1] }, tensors["target_boxes"].to(golden.Device), Moments(golden), tensors.TryGet("time_mask", out var mask) ? mask.to(golden.Device) : null);
        Terms(golden.Json.GetProperty("loss"), terms, "loss terms", comparison);
        Terms(golden.Json.GetProperty("loss_float64"), terms, "loss terms, float64", comparison);

        terms.Values.sum().backward();
        for (var i = 0; i < layers.Length; i++)
        {
            Gradient(tensors, $"layer{i}.pred_boxes", layers[i].PredBoxes, comparison);
            Gradient(tensors, $"layer{i}.pred_sted", layers[i].PredSted, comparison);
            Gradient(tensors, $"layer{i}.weights", layers[i].Weights, comparison);
        }

        tensors.RequireAllRead(comparison);
    }

    // A term far above 1 has fewer digits behind the point than the tolerance asks for.
    private static void Terms(JsonElement expected, LossTerms terms, string quantity, Comparison comparison)
    {
        var values = terms.Values.detach().cpu().data<float>().ToArray();
        comparison.SameList("names of losses", "loss", [.. expected.EnumerateObject().Select(term => term.Name).Order(StringComparer.Ordinal)], [.. terms.Names.Order(StringComparer.Ordinal)]);
        foreach (var (name, value) in terms.Names.Zip(values).Where(term => expected.TryGetProperty(term.First, out _)))
        {
            var wanted = expected.GetProperty(name).GetDouble();
            comparison.Near(quantity, name, 0, (value - wanted) / Math.Max(1, Math.Abs(wanted)), TermTolerance);
        }
    }

    // What no loss reads has no gradient with us, and zeros with the original.
    private static void Gradient(TensorLedger tensors, string name, torch.Tensor? tensor, Comparison comparison)
    {
        if (tensor is not null && tensors.TryGet($"{name}.grad_of_unweighted_sum", out var expected))
        {
            comparison.Near("gradients", name, expected, tensor.grad ?? torch.zeros_like(tensor), GradientTolerance, ofMax: true);
        }
    }

    private static ModelOutput[] Layers(GoldenCase golden, TensorLedger tensors) =>
    [
        .. Enumerable.Range(0, golden.Json.GetProperty("n_layers").GetInt32()).Select(i => new ModelOutput(
            Trained(golden, tensors, $"layer{i}.pred_boxes")!, Trained(golden, tensors, $"layer{i}.pred_sted"), Trained(golden, tensors, $"layer{i}.weights"), null, [])),
    ];

    private static torch.Tensor? Trained(GoldenCase golden, TensorLedger tensors, string name) => tensors.TryGet(name, out var tensor) ? tensor.to(golden.Device).requires_grad_(true) : null;

    private static (int First, int Last)[] Moments(GoldenCase golden) =>
        [.. golden.Json.GetProperty("inter_idx").EnumerateArray().Select(moment => (moment[0].GetInt32(), moment[1].GetInt32()))];

    private static TubeDetrCriterion Criterion(GoldenCase golden)
    {
        var layers = golden.Json.GetProperty("n_layers").GetInt32();
        var losses = golden.Json.GetProperty("losses").EnumerateArray().Select(loss => loss.GetString()).ToArray();
        return new(new TubeDetrOptions
        {
            DecLayers = layers,
            AuxLoss = layers > 1,
            Sted = losses.Contains("sted", StringComparer.Ordinal),
            GuidedAttn = losses.Contains("guided_attn", StringComparer.Ordinal),
            Sigma = golden.Json.GetProperty("sigma").GetDouble(),
        });
    }
}
