using System.Text.Json;

namespace TubeDetr.Data.HcStvg;

/// <summary>Raw annotations of HC-STVG to the processed ones that training reads (the original's <c>preproc_hcstvg.py</c> and <c>preproc_hcstvgv2.py</c>).</summary>
public static class HcStvgPreparation
{
    private const int ShownMissing = 10;
    private const string Remedy = "it must be the raw annotation of HC-STVG: an object from video file name to img_num, st_frame, bbox, caption, …";

    /// <summary>Reads <c>train.json</c> and <c>test.json</c> (version 2: <c>trainv2.json</c>, <c>valv2.json</c>) and writes <c>*_proc.json</c>.</summary>
    /// <param name="videoRoot">Folder that holds <c>video/&lt;folder&gt;/&lt;name&gt;.mp4</c>.</param>
    /// <param name="rawFolder">Where the raw annotations lie.</param>
    /// <param name="outputFolder">Where the processed ones go.</param>
    /// <param name="v2">Version 2 of the data set.</param>
    /// <param name="skipMissing">Leaves out annotations whose video is not there, instead of refusing.</param>
    /// <param name="progress">Told the part that is done, in (0, 1].</param>
    /// <param name="cancellationToken">Stops; nothing is written then.</param>
    /// <exception cref="DatasetException">Something is missing or broken; nothing was written.</exception>
    public static IReadOnlyList<PreparedFile> Prepare(
        string videoRoot, string rawFolder, string outputFolder, bool v2 = false, bool skipMissing = false, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var paths = VideoPaths(Path.Combine(videoRoot, "video"));
        var raws = (v2 ? (string[])["trainv2", "valv2"] : ["train", "test"]).ToDictionary(part => part, part => Read(Path.Combine(rawFolder, part + ".json")), StringComparer.Ordinal);
        var missing = raws.Values.SelectMany(raw => raw).Where(entry => !paths.ContainsKey(IdOf(entry.Name))).Select(entry => entry.Name).ToArray();
        if (missing.Length > 0 && !skipMissing)
        {
            throw new DatasetException(
                $"{missing.Length} annotated videos are not under {Path.Combine(videoRoot, "video")}: {string.Join(", ", missing.Take(ShownMissing))}"
                + $"{(missing.Length > ShownMissing ? ", …" : string.Empty)}. Put them there (video/<folder>/<name>.mp4), or leave their annotations out.");
        }

        var steps = new PreparationSteps(progress, raws.Values.Sum(raw => raw.Length), cancellationToken);
        var prepared = new List<PreparedFile>();
        using var folder = new PreparedFolder(outputFolder);
        foreach (var (part, raw) in raws)
        {
            var rawFile = Path.Combine(rawFolder, part + ".json");
            var name = part + "_proc.json";
            folder.Write(name, writer => prepared.Add(AnnotationFile.Expecting(rawFile, Remedy, () => Write(writer, folder[name], raw, paths, v2, steps))));
        }

        folder.Commit();
        return prepared;
    }

    private static JsonProperty[] Read(string file)
    {
        var raw = AnnotationFile.Read<JsonElement>(file, Remedy);
        return AnnotationFile.Expecting(file, Remedy, () => raw.EnumerateObject().ToArray());
    }

    private static PreparedFile Write(Utf8JsonWriter writer, string path, JsonProperty[] raw, Dictionary<string, string> paths, bool v2, PreparationSteps steps)
    {
        var written = 0;
        writer.WriteStartArray();
        foreach (var entry in raw)
        {
            if (paths.TryGetValue(IdOf(entry.Name), out var video))
            {
                Write(writer, IdOf(entry.Name), video, written++, entry.Value, v2);
            }

            steps.Next();
        }

        writer.WriteEndArray();
        return new PreparedFile(path, written, raw.Length - written);
    }

    /// <summary>A file's name without its last four characters.</summary>
    private static string IdOf(string fileName) => fileName[..Math.Max(0, fileName.Length - 4)];

    private static Dictionary<string, string> VideoPaths(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DatasetException($"The folder {folder} does not exist; it must hold the videos as <folder>/<name>.mp4.");
        }

        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).SelectMany(sub => Directory.GetFiles(sub).Order(StringComparer.Ordinal)))
        {
            paths[IdOf(Path.GetFileName(file))] = Path.GetRelativePath(folder, file);
        }

        return paths;
    }

    private static void Write(Utf8JsonWriter writer, string id, string path, int number, JsonElement raw, bool v2)
    {
        var start = raw.GetProperty("st_frame").GetInt32();
        var boxes = raw.GetProperty("bbox");
        writer.WriteStartObject();
        writer.WriteString("original_video_id", id);
        Copy(writer, "frame_count", raw.GetProperty("img_num"));
        Copy(writer, "width", v2 ? raw.GetProperty("img_size")[1] : raw.GetProperty("width"));
        Copy(writer, "height", v2 ? raw.GetProperty("img_size")[0] : raw.GetProperty("height"));
        writer.WriteNumber("tube_start_frame", start);
        writer.WriteNumber("tube_end_frame", start + boxes.GetArrayLength());
        Copy(writer, "tube_start_time", raw.GetProperty("st_time"));
        Copy(writer, "tube_end_time", raw.GetProperty("ed_time"));
        writer.WriteString("video_path", path);
        Copy(writer, "caption", raw.GetProperty(v2 ? "English" : "caption"));
        writer.WriteNumber("video_id", number);
        Copy(writer, "trajectory", boxes);
        writer.WriteEndObject();
    }

    private static void Copy(Utf8JsonWriter writer, string name, JsonElement value)
    {
        writer.WritePropertyName(name);
        value.WriteTo(writer);
    }
}
