using System.Runtime.InteropServices;
using System.Text.Json;
using TorchSharp;
using TubeDetr.Data.Synthetic;
using TubeDetr.Data.Tests.Golden;
using TubeDetr.Data.Text;

namespace TubeDetr.Data.Tests;

public sealed class ClipCollatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RobertaTokenizer _tokenizer;
    private readonly GoldenCase _golden = GoldenCase.Named("collate");

    public ClipCollatorTests()
    {
        SyntheticTextEncoder.Write(_folder.Path);
        _tokenizer = RobertaTokenizer.Load(_folder.Path);
    }

    [Fact]
    public void Collate_RecordedClips_GivesTheOriginalsBatch()
    {
        var tensors = new SafeTensors(_golden.FileAt("tensors.safetensors"));
        foreach (var expected in _golden.Json.GetProperty("results").EnumerateArray())
        {
            using var batch = new ClipCollator(_tokenizer, 2, expected.GetProperty("div_vid").GetInt32()).Collate(Clips(tensors));
            Same(tensors, "samples", batch.Samples);
            Same(tensors, "samples_mask", batch.Mask);
            Same(tensors, "samples_fast", batch.SamplesFast!);
            Same(tensors, "samples_fast_mask", batch.MaskFast!);
            Assert.Equal(Ints(expected.GetProperty("durations")), batch.Durations);
            Assert.Equal(Texts(expected.GetProperty("captions")), batch.Captions, StringComparer.Ordinal);
            Assert.Equal(expected.GetProperty("video_ids").EnumerateArray().Select(e => e.GetRawText()), batch.VideoIds, StringComparer.Ordinal);
            Assert.Equal(expected.GetProperty("frames_id").EnumerateArray().Select(Ints), batch.FramesId);
            Assert.Equal(expected.GetProperty("inter_idx").EnumerateArray().Select(e => (e[0].GetInt32(), e[1].GetInt32())), batch.InterIdx);
            Assert.Equal(Texts(expected.GetProperty("target_image_ids")), batch.Targets.Select(t => t.ImageId), StringComparer.Ordinal);
            Assert.Equal(Ints(expected.GetProperty("target_n_boxes")), batch.Targets.Select(t => t.Boxes.Count));
            Assert.Equal(expected.GetProperty("qtype").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal), batch.QuestionTypes!);
            Assert.Equal([batch.Captions.Count, batch.InputIds.shape[1]], batch.InputIds.shape);
        }
    }

    [Fact]
    public void Collate_StrideZero_PutsAllFramesIntoSamples()
    {
        var tensors = new SafeTensors(_golden.FileAt("tensors.safetensors"));
        using var batch = new ClipCollator(_tokenizer, 0).Collate(Clips(tensors));
        Same(tensors, "samples_fast", batch.Samples);
        Same(tensors, "samples_fast_mask", batch.Mask);
        Assert.Null(batch.SamplesFast);
        Assert.Null(batch.MaskFast);
    }

    [Fact]
    public void Collate_InsideAScope_GivesTensorsThatOutliveIt()
    {
        var tensors = new SafeTensors(_golden.FileAt("tensors.safetensors"));
        ClipBatch batch;
        using (torch.NewDisposeScope())
        {
            batch = new ClipCollator(_tokenizer, 2).Collate(Clips(tensors));
        }

        using (batch)
        {
            Assert.All([batch.Samples, batch.Mask, batch.SamplesFast!, batch.MaskFast!, batch.InputIds, batch.AttentionMask], t => Assert.False(t.IsInvalid));
        }

        Assert.All([batch.Samples, batch.Mask, batch.SamplesFast!, batch.MaskFast!, batch.InputIds, batch.AttentionMask], t => Assert.True(t.IsInvalid));
    }

    public void Dispose() => _folder.Dispose();

    private Clip[] Clips(SafeTensors tensors) => [.. _golden.Json.GetProperty("inputs").EnumerateArray().Select((input, i) =>
    {
        var target = input.GetProperty("video_target");
        var (first, last) = (target.GetProperty("inter_idx")[0].GetInt32(), target.GetProperty("inter_idx")[1].GetInt32());
        var id = target.GetProperty("video_id").GetRawText();
        return new Clip
        {
            Pixels = new FloatPixels(tensors.Floats($"clip{i}"), tensors.Shape($"clip{i}")),
            Targets = [.. Enumerable.Range(0, input.GetProperty("n_frames").GetInt32()).Select(f => new FrameTarget($"{id}_{f}", first <= f && f <= last ? [default] : [], default, default))],
            VideoId = id,
            Caption = target.GetProperty("caption").GetString()!,
            FramesId = Ints(target.GetProperty("frames_id")),
            InterIdx = (first, last),
            QuestionType = target.GetProperty("qtype").GetString(),
        };
    })];

    private static void Same(SafeTensors tensors, string name, torch.Tensor actual)
    {
        Assert.Equal(tensors.Shape(name), actual.shape.Select(s => (int)s));
        Assert.True(tensors.Bytes(name).AsSpan().SequenceEqual(MemoryMarshal.AsBytes(actual.bytes)), name);
    }

    private static int[] Ints(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetInt32())];

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetString()!)];
}
