using System.Text.Json;
using System.Text.Json.Serialization;
using TubeDetr.Data.Video;

namespace TubeDetr.Data;

/// <summary>
/// The file named by <c>dataset_config</c>, in the original's style, plus <c>text_encoder_path</c> (ours). Relative paths in it start at its own folder.
/// </summary>
public sealed record DatasetConfig
{
    /// <summary>Name of the file when only its folder is given.</summary>
    public const string FileName = "dataset.json";

    /// <summary>Data sets to train on, in this order; null leaves the choice to the options.</summary>
    public IReadOnlyList<string>? CombineDatasets { get; init; }

    /// <summary>Data sets to evaluate on; null leaves the choice to the options.</summary>
    public IReadOnlyList<string>? CombineDatasetsVal { get; init; }

    /// <summary>Folder that holds the folder <c>video</c> of VidSTG (the videos of VidOR).</summary>
    public string? VidstgVidPath { get; init; }

    /// <summary>Folder of the processed VidSTG annotations.</summary>
    public string? VidstgAnnPath { get; init; }

    /// <summary>Folder that holds the folder <c>video</c> of HC-STVG.</summary>
    public string? HcstvgVidPath { get; init; }

    /// <summary>Folder of the processed HC-STVG annotations.</summary>
    public string? HcstvgAnnPath { get; init; }

    /// <summary>Folder of the text encoder (config.json, vocab.json, merges.txt); null when it is given elsewhere.</summary>
    public string? TextEncoderPath { get; init; }

    /// <summary>Everything else in the file. In the original any key overrides the option of its name.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Others { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>Full path of the file it was read from; empty where there is none.</summary>
    [JsonIgnore]
    public string Path { get; private init; } = string.Empty;

    /// <summary>Reads a configuration file, or <c>dataset.json</c> of a folder; the paths of the result are full ones.</summary>
    /// <exception cref="DatasetException">It is missing, broken, or names a data set that is not known.</exception>
    public static DatasetConfig Load(string path)
    {
        var file = System.IO.Path.GetFullPath(Directory.Exists(path) ? System.IO.Path.Combine(path, FileName) : path);
        var config = AnnotationFile.Read<DatasetConfig>(
            file,
            "dataset_config names the JSON file (or its folder) with hcstvg_vid_path and hcstvg_ann_path, or vidstg_vid_path and vidstg_ann_path; `./grid data synth` makes one.");
        var folder = System.IO.Path.GetDirectoryName(file)!;
        string? Full(string? relative) => relative is null ? null : System.IO.Path.GetFullPath(relative, folder);
        return Checked(config with
        {
            Path = file,
            VidstgVidPath = Full(config.VidstgVidPath),
            VidstgAnnPath = Full(config.VidstgAnnPath),
            HcstvgVidPath = Full(config.HcstvgVidPath),
            HcstvgAnnPath = Full(config.HcstvgAnnPath),
            TextEncoderPath = Full(config.TextEncoderPath),
        });
    }

    /// <summary>Opens one part of a data set.</summary>
    /// <exception cref="DatasetException">It has no path here, or is missing or broken.</exception>
    internal TubeDataset Open(string name, bool training, DatasetOptions options, IFrameSource frames)
    {
        var (videos, annotations) = name is DatasetNames.VidStg ? (VidstgVidPath, VidstgAnnPath) : (HcstvgVidPath, HcstvgAnnPath);
        if (videos is null || annotations is null)
        {
            throw new DatasetException($"{(Path.Length > 0 ? Path : "The options")} must say where {name} lies: {name}_vid_path (the folder that holds the folder video) and {name}_ann_path (the folder of the processed annotations).");
        }

        return name is DatasetNames.VidStg
            ? VidStg.VidStgDataset.Open(videos, System.IO.Path.Combine(annotations, AnnotationFiles.OfVidStg(training, options)), training, options, frames)
            : HcStvg.HcStvgDataset.Open(videos, System.IO.Path.Combine(annotations, AnnotationFiles.OfHcStvg(training, options)), training, options, frames);
    }

    private static DatasetConfig Checked(DatasetConfig config)
    {
        foreach (var name in (config.CombineDatasets ?? []).Concat(config.CombineDatasetsVal ?? []))
        {
            if (!DatasetNames.All.Contains(name, StringComparer.Ordinal))
            {
                throw new DatasetException($"{config.Path} names the data set {name}; those that can be read are {string.Join(" and ", DatasetNames.All)}.");
            }
        }

        return config;
    }
}
