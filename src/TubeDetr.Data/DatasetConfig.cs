using System.Text.Json.Serialization;

namespace TubeDetr.Data;

/// <summary>
/// The file named by <c>dataset_config</c>, in the original's style, plus <c>text_encoder_path</c> (ours). Relative paths in it start at its own folder.
/// </summary>
public sealed record DatasetConfig
{
    /// <summary>Name of the file when only its folder is given.</summary>
    public const string FileName = "dataset.json";

    /// <summary>Data sets to train on; this version knows <c>hcstvg</c>.</summary>
    public IReadOnlyList<string> CombineDatasets { get; init; } = ["hcstvg"];

    /// <summary>Data sets to evaluate on.</summary>
    public IReadOnlyList<string> CombineDatasetsVal { get; init; } = ["hcstvg"];

    /// <summary>Folder that holds the folder <c>video</c>.</summary>
    public required string HcstvgVidPath { get; init; }

    /// <summary>Folder of the annotation files.</summary>
    public required string HcstvgAnnPath { get; init; }

    /// <summary>Folder of the text encoder (config.json, vocab.json, merges.txt); null when it is given elsewhere.</summary>
    public string? TextEncoderPath { get; init; }

    /// <summary>Full path of the file it was read from.</summary>
    [JsonIgnore]
    public string Path { get; private init; } = string.Empty;

    /// <summary>Reads a configuration file, or <c>dataset.json</c> of a folder; the paths of the result are full ones.</summary>
    /// <exception cref="DatasetException">It is missing, broken, or names a data set that is not known.</exception>
    public static DatasetConfig Load(string path)
    {
        var file = System.IO.Path.GetFullPath(Directory.Exists(path) ? System.IO.Path.Combine(path, FileName) : path);
        var config = AnnotationFile.Read<DatasetConfig>(file, "dataset_config names the JSON file (or its folder) with hcstvg_vid_path and hcstvg_ann_path; `./grid data synth` makes one.");
        if (config.CombineDatasets.Concat(config.CombineDatasetsVal).FirstOrDefault(name => !string.Equals(name, "hcstvg", StringComparison.Ordinal)) is { } unknown)
        {
            throw new DatasetException($"{file} names the data set {unknown}; only hcstvg can be read.");
        }

        var folder = System.IO.Path.GetDirectoryName(file)!;
        return config with
        {
            Path = file,
            HcstvgVidPath = System.IO.Path.GetFullPath(config.HcstvgVidPath, folder),
            HcstvgAnnPath = System.IO.Path.GetFullPath(config.HcstvgAnnPath, folder),
            TextEncoderPath = config.TextEncoderPath is { } text ? System.IO.Path.GetFullPath(text, folder) : null,
        };
    }
}
