using TorchSharp;
using TubeDetr.Model;
using TubeDetr.Parity.Forward;

namespace TubeDetr.Parity.Checks;

/// <summary><c>fwd-*</c>: every stage of a forward pass in evaluation, with weights by the rule.</summary>
public sealed class ForwardCheck : ParityCheck
{
    /// <inheritdoc/>
    public override string Prefix => "fwd-";

    /// <inheritdoc/>
    public override void Run(GoldenCase golden, Comparison comparison)
    {
        using var noGradient = torch.no_grad();
        using var model = GoldenModel.Build(golden);
        model.Eval();
        var tensors = new TensorLedger(golden);
        var stages = new ForwardStages(model, Input(golden, tensors));
        foreach (var (name, actual) in stages.All())
        {
            if (tensors.TryGet(name, out var expected))
            {
                ForwardTolerance.Compare(name, expected, actual, comparison);
            }
        }

        var queryMask = tensors.TryGet("cache.query_mask", out _);
        comparison.Same("presence", "cache.query_mask", queryMask, stages.Cache.QueryMask is not null);
        comparison.Same("presence", "number of out.aux", Layers(golden), stages.Output.Auxiliary.Count);
        tensors.RequireAllRead(comparison);
    }

    private static ModelInput Input(GoldenCase golden, TensorLedger tensors) => new(
        tensors["in.samples"].to(golden.Device),
        tensors["in.mask"].to(golden.Device),
        [.. golden.Json.GetProperty("durations").EnumerateArray().Select(frames => frames.GetInt32())],
        tensors["in.input_ids"].to(golden.Device),
        tensors["in.attention_mask"].to(golden.Device),
        tensors.TryGet("in.samples_fast", out var samples) ? samples.to(golden.Device) : null,
        tensors.TryGet("in.mask_fast", out var mask) ? mask.to(golden.Device) : null);

    private static int Layers(GoldenCase golden) => golden.Tensors.Keys.Count(name =>
        name.StartsWith("out.aux.", StringComparison.Ordinal) && name.EndsWith(".pred_boxes", StringComparison.Ordinal));
}
