using TubeDetr.Data;
using TubeDetr.Data.Randomness;
using TubeDetr.Data.Transforms;
using TubeDetr.Data.Video;
using TubeDetr.Parity.Datasets;

namespace TubeDetr.Parity.Checks;

/// <summary><c>pixels</c>: bilinear resizing byte for byte, the whole transform of evaluation, and the output sizes of every resolution.</summary>
public sealed class PixelsCheck : ParityCheck
{
    private const double BoxTolerance = 1e-5;

    // A division and a subtraction in float32, in another order than ours, may differ in the last bit.
    private const double PixelTolerance = 1e-6;

    /// <inheritdoc/>
    public override string Prefix => "pixels";

    /// <inheritdoc/>
    public override void Run(GoldenCase golden, Comparison comparison)
    {
        var tensors = new TensorLedger(golden);
        for (var i = 0; golden.Tensors.ContainsKey($"resize{i}.in"); i++)
        {
            CompareResize(tensors, i, comparison);
        }

        CompareTransform(golden, tensors, comparison);
        CompareSizes(golden, comparison);
        tensors.RequireAllRead(comparison);
    }

    private static void CompareResize(TensorLedger tensors, int i, Comparison comparison)
    {
        var (input, expected) = (tensors[$"resize{i}.in"], tensors[$"resize{i}.out"]);
        var (height, width) = ((int)expected.shape[0], (int)expected.shape[1]);
        var frame = new RgbFrames(input.bytes.ToArray(), 1, (int)input.shape[0], (int)input.shape[1]);
        var resized = FrameResizer.Apply(frame, [new ResizeStep(height, width, Math.Min(height, width), MaxSize: null)], 0, 0);
        comparison.Same("resized bytes", $"resize{i}", expected, TorchSharp.torch.tensor(resized.Bytes, [height, width, 3]));
    }

    private static void CompareTransform(GoldenCase golden, TensorLedger tensors, Comparison comparison)
    {
        var clip = tensors["val.in"];
        var (frames, height, width) = ((int)clip.shape[0], (int)clip.shape[1], (int)clip.shape[2]);
        var boxes = golden.Json.GetProperty("val_boxes_in_xywh").EnumerateArray().Select(b => BoxMath.Prepare(b[0].GetDouble(), b[1].GetDouble(), b[2].GetDouble(), b[3].GetDouble(), width, height));
        var transform = new SpatialTransform(ResolutionTable.For(golden.Json.GetProperty("val_resolution").GetInt32()), augment: false);
        var plan = transform.Plan(width, height, [.. boxes], new HashRandom(0));
        var resized = FrameResizer.Apply(new RgbFrames(clip.bytes.ToArray(), frames, height, width), plan.Steps, 0, frames - 1);
        comparison.Near("pixels", "val.out_C_T_H_W", tensors["val.out_C_T_H_W"], PixelPlanes.Of(resized), PixelTolerance);
        float[] normalised = [.. plan.Boxes.OfType<BoxF>().Select(b => BoxMath.Normalise(b, plan.Width, plan.Height)).SelectMany(b => (float[])[b.A, b.B, b.C, b.D])];
        var expected = tensors["val.boxes"];
        comparison.Near("boxes", "val.boxes", expected, TorchSharp.torch.tensor(normalised, [normalised.Length / 4, .. expected.shape[1..]]), BoxTolerance);
    }

    private static void CompareSizes(GoldenCase golden, Comparison comparison)
    {
        foreach (var (i, row) in golden.Json.GetProperty("val_sizes").EnumerateArray().Index())
        {
            var (from, to) = (row.GetProperty("in_w_h").Ints(), row.GetProperty("out_h_w").Ints());
            var table = ResolutionTable.For(row.GetProperty("resolution").GetInt32());
            comparison.Same("sizes", $"size and max_size of val_sizes[{i}]", (row.GetProperty("size").GetInt32(), row.GetProperty("max_size").GetInt32()), (table.Test, table.MaxSize));
            comparison.Same("sizes", $"val_sizes[{i}]", (to[0], to[1]), SpatialTransform.FitSize(from[0], from[1], table.Test, table.MaxSize));
        }
    }
}
