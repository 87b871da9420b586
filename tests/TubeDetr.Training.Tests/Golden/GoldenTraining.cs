using System.Text.Json;
using TorchSharp;
using TubeDetr.Data;
using TubeDetr.Model;
using TubeDetr.Model.Text;
using TubeDetr.Training.Learning;
using TubeDetr.Training.Loading;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Tests.Golden;

/// <summary>A training of the original on the batches of <c>train-batches</c>, ready to be repeated.</summary>
internal sealed class GoldenTraining
{
    private readonly GoldenCase golden;
    private readonly GoldenCase batches;
    private readonly IReadOnlyDictionary<string, torch.Tensor> tensors;

    public GoldenTraining(GoldenCase golden)
    {
        this.golden = golden;
        batches = GoldenCase.Named("train-batches");
        tensors = GoldenTensors.Read(batches);
        Options = OptionsOf(golden.Json.GetProperty("args"));
        var model = new TubeDetrModel(OptionMapping.ForModel(Options), TextOf(golden.Json.GetProperty("text_config")));
        GoldenWeights.Fill(model);
        Learner = new(model, Options, StepsPerEpoch, new());
    }

    public TrainingOptions Options { get; }

    public Learner Learner { get; }

    public int StepsPerEpoch => golden.Json.GetProperty("n_batches_per_epoch").GetInt32();

    public JsonElement.ArrayEnumerator Steps => golden.Json.GetProperty("steps").EnumerateArray();

    public ClipBatch Batch(int index)
    {
        var json = batches.Json.GetProperty("batches")[index];
        var prefix = $"b{index}.";
        var durations = json.GetProperty("durations").EnumerateArray().Select(value => value.GetInt32()).ToArray();
        var moments = json.GetProperty("inter_idx").EnumerateArray().Select(value => (value[0].GetInt32(), value[1].GetInt32())).ToArray();
        var fast = tensors[prefix + "samples_fast"];
        var mask = tensors[prefix + "mask_fast"];
        var rows = tensors[prefix + "slow_rows"].to(torch.ScalarType.Int64);
        return new ClipBatch
        {
            Samples = fast.index_select(0, rows),
            Mask = mask.index_select(0, rows),
            SamplesFast = fast.alias(),
            MaskFast = mask.alias(),
            Durations = durations,
            InputIds = tensors[prefix + "input_ids"].to(torch.ScalarType.Int64),
            AttentionMask = tensors[prefix + "attention_mask"].to(torch.ScalarType.Int64),
            Targets = Targets(tensors[prefix + "target_boxes"], durations, moments),
            Captions = [.. durations.Select(_ => "")],
            VideoIds = [.. durations.Select((_, video) => $"{index}-{video}")],
            FramesId = [.. durations.Select(duration => Enumerable.Range(0, duration).ToArray())],
            InterIdx = moments,
        };
    }

    private static List<FrameTarget> Targets(torch.Tensor boxes, int[] durations, (int First, int Last)[] moments)
    {
        var numbers = boxes.data<float>().ToArray().Chunk(4).Select(box => new BoxF(box[0], box[1], box[2], box[3])).ToArray();
        var next = 0;
        var targets = new List<FrameTarget>();
        for (var video = 0; video < durations.Length; video++)
        {
            for (var frame = 0; frame < durations[video]; frame++)
            {
                var annotated = frame >= moments[video].First && frame <= moments[video].Last;
                targets.Add(new($"{video}_{frame}", annotated ? [numbers[next++]] : [], (64, 64), (64, 64)));
            }
        }

        return targets;
    }

    private static TrainingOptions OptionsOf(JsonElement args)
    {
        var known = args.EnumerateObject()
            .Where(argument => OptionTable.Find(argument.Name).Option is { OnlyDefault: null, Type: not OptionType.TextList })
            .Select(argument => KeyValuePair.Create(argument.Name, argument.Value.ToString()));
        return TrainingOptions.Parse([.. known, new("resizer_dropout", "0"), new("sted_dropout", "0")]).OrThrow();
    }

    private static RobertaConfig TextOf(JsonElement config) => RobertaConfig.Parse(config.ToString()) with { HiddenDropout = 0, AttentionDropout = 0 };
}
