using System.Globalization;
using TorchSharp;
using TubeDetr.Parity.Training;

namespace TubeDetr.Parity.Checks;

/// <summary>The batches that the training cases share: our collation of the single videos gives every tensor of the original's.</summary>
public sealed class TrainBatchesCheck : ParityCheck
{
    public override string Prefix => "train-batches";

    public override void Run(GoldenCase golden, Comparison comparison)
    {
        var batches = new GoldenBatches(golden);
        var stride = golden.Json.GetProperty("stride").GetInt32();
        for (var i = 0; i < batches.Descriptions.Count; i++)
        {
            Compare(batches, i, stride, comparison);
        }

        foreach (var shape in golden.Json.GetProperty("shapes").EnumerateObject())
        {
            comparison.SameList("shapes", shape.Name, [.. shape.Value.EnumerateArray().Select(size => size.GetInt64())], golden.Tensors[shape.Name].shape);
        }
    }

    private static void Compare(GoldenBatches batches, int index, int stride, Comparison comparison)
    {
        using var batch = batches.Collate(index, stride);
        string Where(string name) => string.Create(CultureInfo.InvariantCulture, $"b{index}.{name}");
        var rows = batches[index, "slow_rows"];
        var (all, allMask) = stride > 0 ? (batch.SamplesFast!, batch.MaskFast!) : (batch.Samples, batch.Mask);
        comparison.Same("frames", Where("samples_fast"), batches[index, "samples_fast"], all);
        comparison.Same("masks", Where("mask_fast"), batches[index, "mask_fast"], allMask);
        comparison.Same("slow frames", Where("slow_rows"), batches[index, "samples_fast"].index_select(0, rows), batch.Samples);
        comparison.Same("masks", Where("slow_rows"), batches[index, "mask_fast"].index_select(0, rows), batch.Mask);
        comparison.Same("tokens", Where("input_ids"), batches[index, "input_ids"], batch.InputIds);
        comparison.Same("tokens", Where("attention_mask"), batches[index, "attention_mask"], batch.AttentionMask);
        var boxes = batch.Targets.SelectMany(target => target.Boxes).SelectMany(box => new[] { box.A, box.B, box.C, box.D }).ToArray();
        comparison.Same("boxes", Where("target_boxes"), batches[index, "target_boxes"], torch.tensor(boxes).view(-1, 4));
        var (durations, moments) = batches.Videos(index);
        comparison.SameList("durations", Where("durations"), durations, batch.Durations);
        comparison.SameList("annotated moments", Where("inter_idx"), moments, batch.InterIdx);
    }
}
