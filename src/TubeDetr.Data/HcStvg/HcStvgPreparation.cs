using System.Text.Json;

namespace TubeDetr.Data.HcStvg;

/// <summary>Raw annotations of HC-STVG to the processed ones that training reads (the original's <c>preproc_hcstvg.py</c> and <c>preproc_hcstvgv2.py</c>).</summary>
public static class HcStvgPreparation
{
    private const int ShownMissing = 10;

    /// <summary>Reads <c>train.json</c> and <c>test.json</c> (version 2: <c>trainv2.json</c>, <c>valv2.json</c>) and writes <c>*_proc.json</c>.</summary>
    /// <param name="videoRoot">Folder that holds <c>video/&lt;folder&gt;/&lt;name&gt;.mp4</c>.</param>
    /// <param name="rawFolder">Where the raw annotations lie.</param>
    /// <param name="outputFolder">Where the processed ones go.</param>
    /// <param name="v2">Version 2 of the data set.</param>
    /// <param name="skipMissing">Leaves out annotations whose video is not there, instead of refusing.</param>
    /// <exception cref="DatasetException">Something is missing or broken; nothing was written.</exception>
    public static IReadOnlyList<PreparedFile> Prepare(string videoRoot, string rawFolder, string outputFolder, bool v2 = false, bool skipMissing = false)
    {
        var paths = VideoPaths(Path.Combine(videoRoot, "video"));
        string[] parts = v2 ? ["trainv2", "valv2"] : ["train", "test"];
        var prepared = parts.Select(part => Prepare(Path.Combine(rawFolder, part + ".json"), Path.Combine(outputFolder, part + "_proc.json"), paths, v2)).ToArray();
        var missing = prepared.SelectMany(p => p.Missing).ToArray();
        if (missing.Length > 0 && !skipMissing)
        {
            throw new DatasetException(
                $"{missing.Length} annotated videos are not under {Path.Combine(videoRoot, "video")}: {string.Join(", ", missing.Take(ShownMissing))}"
                + $"{(missing.Length > ShownMissing ? ", …" : string.Empty)}. Put them there (video/<folder>/<name>.mp4), or leave their annotations out.");
        }

        Save(outputFolder, prepared.Select(p => (p.File.Path, p.Json)));
        return [.. prepared.Select(p => p.File)];
    }

    private static void Save(string folder, IEnumerable<(string Path, byte[] Json)> files)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (path, json) in files)
            {
                var temporary = path + ".tmp";
                File.WriteAllBytes(temporary, json);
                File.Move(temporary, path, overwrite: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The processed annotations could not be written to {folder} ({e.Message}); give the folder room and write permission.", e);
        }
    }

    private static Dictionary<string, string> VideoPaths(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DatasetException($"The folder {folder} does not exist; it must hold the videos as <folder>/<name>.mp4.");
        }

        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).SelectMany(Directory.EnumerateFiles))
        {
            paths[Path.GetFileNameWithoutExtension(file)] = Path.GetRelativePath(folder, file);
        }

        return paths;
    }

    private static (PreparedFile File, byte[] Json, List<string> Missing) Prepare(string rawFile, string outputFile, Dictionary<string, string> paths, bool v2)
    {
        const string remedy = "it must be the raw annotation of HC-STVG: an object from video file name to img_num, st_frame, bbox, caption, …";
        var raw = AnnotationFile.Read<JsonElement>(rawFile, remedy);
        var missing = new List<string>();
        var written = 0;
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            try
            {
                foreach (var entry in raw.EnumerateObject())
                {
                    var id = entry.Name[..Math.Max(0, entry.Name.Length - 4)];
                    if (paths.TryGetValue(id, out var path))
                    {
                        Write(writer, id, path, written++, entry.Value, v2);
                    }
                    else
                    {
                        missing.Add(entry.Name);
                    }
                }
            }
            catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw new DatasetException($"{rawFile} is not in the expected format ({e.Message}): {remedy}", e);
            }

            writer.WriteEndArray();
        }

        return (new PreparedFile(outputFile, written, missing.Count), buffer.ToArray(), missing);
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

/// <summary>One processed annotation file.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Videos">Annotations in it.</param>
/// <param name="Skipped">Annotations left out because their video is not there.</param>
public sealed record PreparedFile(string Path, int Videos, int Skipped);
