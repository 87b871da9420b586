using System.Text.Json;
using TubeDetr.Data;
using TubeDetr.Data.Transforms;

namespace TubeDetr.Parity.Datasets;

/// <summary>Resizes and crops as lines that can be compared.</summary>
internal static class OperationText
{
    public static string Of(JsonElement operation) => operation.GetProperty("op").GetString() switch
    {
        "resize" => Resize(
            Size(operation.GetProperty("in_h_w")),
            Size(operation.GetProperty("out_h_w")),
            operation.GetProperty("requested").GetInt32(),
            operation.Optional("max_size")?.GetInt32()),
        "crop" when operation.GetProperty("region_top_left_h_w").Ints() is [var top, var left, var height, var width] =>
            Crop(new(top, left, height, width), operation.GetProperty("boxes_left").GetInt32()),
        var other => $"unknown operation {other}",
    };

    /// <summary>All of a plan, rejected crops included: a plan has one place for crops, behind its first resize.</summary>
    public static IReadOnlyList<string> Of(SpatialPlan plan, GroundTruthTube tube)
    {
        var lines = new List<string>();
        var size = (tube.Height, tube.Width);
        foreach (var step in plan.Steps)
        {
            if (step is ResizeStep resize)
            {
                lines.Add(Resize(size, (resize.Height, resize.Width), resize.ShortSide, resize.MaxSize));
                lines.AddRange(lines.Count == 1 ? plan.Tries.Select(tried => Crop(tried.Crop, tried.BoxesLeft)) : []);
            }

            size = (step.Height, step.Width);
        }

        return lines;
    }

    private static (int Height, int Width) Size(JsonElement pair) => (pair[0].GetInt32(), pair[1].GetInt32());

    private static string Resize((int Height, int Width) from, (int Height, int Width) to, int requested, int? maxSize) =>
        $"resize {from.Height}x{from.Width} to {to.Height}x{to.Width}, asked for {requested}, at most {maxSize}";

    private static string Crop(CropStep crop, int boxesLeft) => $"crop {crop.Height}x{crop.Width} at {crop.Top},{crop.Left}, {boxesLeft} boxes left";
}
