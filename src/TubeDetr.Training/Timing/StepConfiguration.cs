using TorchSharp;
using TubeDetr.Data;
using TubeDetr.Model.Text;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Timing;

/// <summary>A model and a batch whose step is timed: the two for which times of the original are known (README of the golden cases, section 5).</summary>
internal sealed record StepConfiguration(TrainingOptions Options, RobertaConfig Text, IReadOnlyList<int> Videos, int Height, int Width, int Tokens)
{
    /// <summary>Two videos of 8 and 7 frames 64×96, stride 2, ResNet-18, width 64, a RoBERTa of width 48.</summary>
    private static readonly StepConfiguration Tiny = new(
        new() { Backbone = "resnet18", HiddenDim = 64, Nheads = 4, EncLayers = 2, DecLayers = 2, DimFeedforward = 128, Stride = 2 },
        new() { VocabSize = 512, HiddenSize = 48, NumHiddenLayers = 2, NumAttentionHeads = 4, IntermediateSize = 96, MaxPositionEmbeddings = 66 },
        [8, 7],
        64,
        96,
        9);

    /// <summary>The paper's model on one video of 20 frames 128×128, stride 5, with 12 tokens.</summary>
    private static readonly StepConfiguration Full = new(new(), new(), [20], 128, 128, 12);

    /// <summary>Names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = ["tiny", "full"];

    public static StepConfiguration Named(string name) => name is "full" ? Full : Tiny;

    /// <summary>Frames of noise with a box in all but the first and last frame of each video; the caller disposes of it.</summary>
    public ClipBatch Batch()
    {
        using var scope = torch.NewDisposeScope();
        var frames = Videos.Sum();
        var samples = torch.randn(frames, 3, Height, Width);
        var mask = torch.zeros([frames, Height, Width], torch.@bool);
        var slow = torch.tensor(SlowRows());
        var batch = new ClipBatch
        {
            Samples = samples.index_select(0, slow),
            Mask = mask.index_select(0, slow),
            SamplesFast = samples,
            MaskFast = mask,
            Durations = Videos,
            InputIds = torch.randint(3, Text.VocabSize, [Videos.Count, Tokens], torch.int64),
            AttentionMask = torch.ones(Videos.Count, Tokens, torch.int64),
            Targets = [.. Videos.SelectMany((length, video) => Enumerable.Range(0, length).Select(frame => Target(video, frame, length)))],
            Captions = [.. Videos.Select(_ => "")],
            VideoIds = [.. Videos.Select((_, video) => $"{video}")],
            FramesId = [.. Videos.Select(length => (IReadOnlyList<int>)[.. Enumerable.Range(0, length)])],
            InterIdx = [.. Videos.Select(length => (1, length - 2))],
        };
        foreach (var tensor in new[] { batch.Samples, batch.Mask, samples, mask, batch.InputIds, batch.AttentionMask })
        {
            tensor.DetachFromDisposeScope();
        }

        return batch;
    }

    private long[] SlowRows() =>
        [.. Videos.SelectMany((length, video) => Enumerable.Range(0, length).Where(frame => frame % Options.Stride == 0).Select(frame => (long)(Videos.Take(video).Sum() + frame)))];

    private FrameTarget Target(int video, int frame, int length) =>
        new($"{video}_{frame}", frame > 0 && frame < length - 1 ? [new(0.5f, 0.5f, 0.4f, 0.4f)] : [], (Height, Width), (Height, Width));
}
