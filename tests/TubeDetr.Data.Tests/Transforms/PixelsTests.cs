using System.Text.Json;
using TubeDetr.Data.Randomness;
using TubeDetr.Data.Tests.Golden;
using TubeDetr.Data.Transforms;
using TubeDetr.Data.Video;

namespace TubeDetr.Data.Tests.Transforms;

/// <summary>The pixels of the original's transforms.</summary>
public sealed class PixelsTests
{
    private readonly GoldenCase _golden = GoldenCase.Named("pixels");

    [Fact]
    public void Apply_Resize_EqualsOpenCvOfTheOriginal()
    {
        var tensors = new SafeTensors(_golden.FileAt("tensors.safetensors"));
        for (var i = 0; i < _golden.Json.GetProperty("resize").GetArrayLength(); i++)
        {
            var (input, output) = (tensors.Shape($"resize{i}.in"), tensors.Shape($"resize{i}.out"));
            var frames = new RgbFrames(tensors.Bytes($"resize{i}.in"), 1, input[0], input[1]);
            var resized = FrameResizer.Apply(frames, [new ResizeStep(output[0], output[1])], 0, 0);
            Assert.Equal(tensors.Bytes($"resize{i}.out"), resized.Bytes);
        }
    }

    [Fact]
    public void WholeValTransform_Clip_EqualsTheOriginalBitForBit()
    {
        var tensors = new SafeTensors(_golden.FileAt("tensors.safetensors"));
        var shape = tensors.Shape("val.in");
        var boxes = _golden.Json.GetProperty("val_boxes_in_xywh").EnumerateArray()
            .Select(b => BoxMath.Prepare(b[0].GetDouble(), b[1].GetDouble(), b[2].GetDouble(), b[3].GetDouble(), shape[2], shape[1])).ToArray();
        var table = ResolutionTable.For(_golden.Json.GetProperty("val_resolution").GetInt32());
        var plan = new SpatialTransform(table, augment: false).Plan(shape[2], shape[1], boxes, new HashRandom(1));
        var frames = FrameResizer.Apply(new RgbFrames(tensors.Bytes("val.in"), shape[0], shape[1], shape[2]), plan.Steps, 0, shape[0] - 1);

        Assert.Equal(tensors.Shape("val.out_C_T_H_W"), (int[])[3, frames.Frames, frames.Height, frames.Width]);
        Assert.Equal(tensors.Floats("val.out_C_T_H_W"), Planes(frames));
        var normalised = plan.Boxes.Select(b => BoxMath.Normalise(b!.Value, plan.Width, plan.Height));
        Assert.Equal(tensors.Floats("val.boxes"), normalised.SelectMany(b => new[] { b.A, b.B, b.C, b.D }));
    }

    [Fact]
    public void FitSize_EveryResolution_EqualsTheOriginal()
    {
        foreach (var row in _golden.Json.GetProperty("val_sizes").EnumerateArray())
        {
            var (input, output) = (row.GetProperty("in_w_h"), row.GetProperty("out_h_w"));
            var table = ResolutionTable.For(row.GetProperty("resolution").GetInt32());
            Assert.Equal((row.GetProperty("size").GetInt32(), row.GetProperty("max_size").GetInt32()), (table.Test, table.MaxSize));
            Assert.Equal(
                (output[0].GetInt32(), output[1].GetInt32()),
                SpatialTransform.FitSize(input[0].GetInt32(), input[1].GetInt32(), table.Test, table.MaxSize));
        }
    }

    [Fact]
    public void Apply_CropAndRange_CutsTheRegionOutOfThoseFrames()
    {
        var frames = new RgbFrames([.. Enumerable.Range(0, 3 * 4 * 5 * 3).Select(i => (byte)i)], 3, 4, 5);
        var cut = FrameResizer.Apply(frames, [new CropStep(1, 2, 2, 3)], 1, 2);
        byte[] expected = [.. from f in Enumerable.Range(1, 2) from y in Enumerable.Range(1, 2) from x in Enumerable.Range(2, 3) from c in Enumerable.Range(0, 3) select (byte)(((f * 4 + y) * 5 + x) * 3 + c)];
        Assert.Equal(expected, cut.Bytes);
    }

    private static float[] Planes(RgbFrames frames)
    {
        var planes = new float[3 * frames.Frames * frames.Height * frames.Width];
        for (var c = 0; c < 3; c++)
        {
            for (var f = 0; f < frames.Frames; f++)
            {
                for (var y = 0; y < frames.Height; y++)
                {
                    frames.WriteRow(f, c, y, planes.AsSpan(((c * frames.Frames + f) * frames.Height + y) * frames.Width, frames.Width));
                }
            }
        }

        return planes;
    }
}
