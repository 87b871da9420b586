using TubeDetr.Data.Synthetic;
using TubeDetr.Training.Options;
using TubeDetr.Training.Tests;

[assembly: AssemblyFixture(typeof(SyntheticClips))]

namespace TubeDetr.Training.Tests;

/// <summary>A folder of synthetic clips for all tests of the assembly, decoded once.</summary>
public sealed class SyntheticClips : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tubedetr-training-");

    public SyntheticClips() => Report = SyntheticDataset.Generate(Path.Combine(folder.FullName, "clips"), new() { Clips = 20 });

    public SyntheticReport Report { get; }

    public TrainingEnvironment Environment => new() { DataRoot = Report.Folder, FrameCacheDirectory = Path.Combine(folder.FullName, "frames") };

    /// <summary>A small model on these clips; 4 steps an epoch.</summary>
    public static TrainingOptions Options(params (string Name, string Value)[] changes)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal)
        {
            ["dataset_config"] = "dataset.json", ["resolution"] = "64", ["video_max_len"] = "8", ["video_max_len_train"] = "8", ["stride"] = "2",
            ["batch_size"] = "4", ["hidden_dim"] = "32", ["nheads"] = "4", ["enc_layers"] = "1", ["dec_layers"] = "2", ["dim_feedforward"] = "64",
            ["backbone"] = "tiny-gn", ["lr"] = "1e-3", ["lr_backbone"] = "1e-3", ["text_encoder_lr"] = "1e-3", ["clip_max_norm"] = "1", ["epochs"] = "4",
            ["num_workers"] = "1",
        };
        foreach (var (name, value) in changes)
        {
            values[name] = value;
        }

        return TrainingOptions.Parse(values).OrThrow();
    }

    public void Dispose() => folder.Delete(recursive: true);
}
