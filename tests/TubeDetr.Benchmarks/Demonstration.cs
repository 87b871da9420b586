using TubeDetr.Data.Synthetic;
using TubeDetr.Training;
using TubeDetr.Training.Options;

namespace TubeDetr.Benchmarks;

/// <summary>The configuration of the demonstration sweep: what a laptop without a GPU trains in a minute or two.</summary>
internal static class Demonstration
{
    public static IReadOnlyDictionary<string, string> Options { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["dataset_config"] = "dataset.json",
        ["resolution"] = "64",
        ["video_max_len"] = "8",
        ["video_max_len_train"] = "8",
        ["stride"] = "2",
        ["batch_size"] = "4",
        ["backbone"] = "tiny-gn",
        ["hidden_dim"] = "64",
        ["nheads"] = "4",
        ["enc_layers"] = "2",
        ["dec_layers"] = "2",
        ["dim_feedforward"] = "256",
        ["lr"] = "3e-4",
        ["lr_backbone"] = "3e-4",
        ["text_encoder_lr"] = "3e-4",
        ["clip_max_norm"] = "1",
        ["num_workers"] = "1",
        ["epochs"] = "5",
    };

    /// <summary>A session on synthetic clips in a folder that stays, so that a second start finds them.</summary>
    public static TrainingSession Open(string folder, int clips, IEnumerable<KeyValuePair<string, string>> changes)
    {
        var data = SyntheticDataset.Generate(Path.Combine(folder, $"clips-{clips}"), new() { Clips = clips });
        var values = new Dictionary<string, string>(Options, StringComparer.Ordinal);
        foreach (var (name, value) in changes)
        {
            values[name] = value;
        }

        var environment = new TrainingEnvironment { DataRoot = data.Folder, FrameCacheDirectory = Path.Combine(folder, "frames") };
        return TrainingSession.Create(TrainingOptions.Parse(values).OrThrow(), environment);
    }
}
