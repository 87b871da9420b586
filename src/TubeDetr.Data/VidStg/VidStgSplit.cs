using System.Text.Json;

namespace TubeDetr.Data.VidStg;

/// <summary>The raw annotations of one part of VidSTG: moments of VidOR videos, each with questions and statements about an object.</summary>
internal sealed class VidStgSplit
{
    private const int ShownMissing = 10;
    private const string Remedy = "it must be the raw annotation of VidSTG: a list of vid, used_segment, temporal_gt, questions, captions, …";

    private readonly string _file;
    private readonly JsonElement[] _entries;

    private VidStgSplit(string file, JsonElement[] entries) => (_file, _entries) = (file, entries);

    /// <summary>Videos that it is about, each once.</summary>
    public int VideoCount => _entries.DistinctBy(IdOf, StringComparer.Ordinal).Count();

    /// <exception cref="DatasetException">The file is missing or broken.</exception>
    public static VidStgSplit Read(string file)
    {
        var entries = AnnotationFile.Read<JsonElement[]>(file, Remedy);
        return AnnotationFile.Expecting(file, Remedy, () =>
        {
            Array.ForEach(entries, entry => IdOf(entry));
            return new VidStgSplit(file, entries);
        });
    }

    /// <summary>Writes the processed annotations: one entry a sentence, and the trajectories that these are about.</summary>
    /// <exception cref="DatasetException">A video or an object is not in VidOR, or a moment has no boxes.</exception>
    public PreparedFile Write(string path, Utf8JsonWriter writer, VidOrIndex vidOr, bool skipMissing, PreparationSteps steps)
    {
        var missing = _entries.Where(entry => vidOr.PathOf(IdOf(entry)) is null).ToArray();
        if (missing.Length > 0 && !skipMissing)
        {
            throw new DatasetException(
                $"{_file} is about videos that have no VidOR annotation: {string.Join(", ", missing.Select(IdOf).Distinct(StringComparer.Ordinal).Take(ShownMissing))}{(missing.Length > ShownMissing ? ", …" : "")}. "
                + "Add their files, or leave their annotations out.");
        }

        return AnnotationFile.Expecting(_file, Remedy, () =>
        {
            var kept = _entries.Except(missing).ToArray();
            writer.WriteStartObject();
            var sentences = WriteVideos(writer, kept, vidOr);
            WriteTrajectories(writer, kept, vidOr, steps);
            writer.WriteEndObject();
            return new PreparedFile(path, sentences, missing.Length);
        });
    }

    private static int WriteVideos(Utf8JsonWriter writer, IEnumerable<JsonElement> entries, VidOrIndex vidOr)
    {
        var number = 0;
        writer.WriteStartArray("videos");
        foreach (var entry in entries)
        {
            foreach (var (type, query) in Queries(entry))
            {
                WriteVideo(writer, entry, query, type, vidOr.PathOf(IdOf(entry))!, number++);
            }
        }

        writer.WriteEndArray();
        return number;
    }

    private static void WriteVideo(Utf8JsonWriter writer, JsonElement entry, JsonElement query, string type, string path, int number)
    {
        writer.WriteStartObject();
        Copy(writer, "original_video_id", entry.GetProperty("vid"));
        foreach (var name in (string[])["frame_count", "fps", "width", "height"])
        {
            Copy(writer, name, entry.GetProperty(name));
        }

        Copy(writer, "start_frame", entry.GetProperty("used_segment").GetProperty("begin_fid"));
        Copy(writer, "end_frame", entry.GetProperty("used_segment").GetProperty("end_fid"));
        Copy(writer, "tube_start_frame", entry.GetProperty("temporal_gt").GetProperty("begin_fid"));
        Copy(writer, "tube_end_frame", entry.GetProperty("temporal_gt").GetProperty("end_fid"));
        writer.WriteString("video_path", path);
        Copy(writer, "caption", query.GetProperty("description"));
        Copy(writer, "type", query.GetProperty("type"));
        Copy(writer, "target_id", query.GetProperty("target_id"));
        writer.WriteNumber("video_id", number);
        writer.WriteString("qtype", type);
        writer.WriteEndObject();
    }

    private void WriteTrajectories(Utf8JsonWriter writer, IEnumerable<JsonElement> entries, VidOrIndex vidOr, PreparationSteps steps)
    {
        writer.WriteStartObject("trajectories");
        foreach (var group in entries.GroupBy(IdOf, StringComparer.Ordinal).Where(group => group.SelectMany(Queries).Any()))
        {
            var tracks = vidOr.Read(group.Key).Trajectories;
            writer.WriteStartObject(group.Key);
            foreach (var target in group.SelectMany(Queries).Select(query => query.Query.GetProperty("target_id").ToString()).Distinct(StringComparer.Ordinal))
            {
                writer.WritePropertyName(target);
                VidOrVideo.WriteTo(writer, tracks.GetValueOrDefault(target) ?? throw new DatasetException($"{_file}: video {group.Key} has no object {target} in VidOR; correct target_id, or take the sentence out."));
            }

            writer.WriteEndObject();
            writer.Flush();
            CheckMoments(group, tracks);
            steps.Next();
        }

        writer.WriteEndObject();
    }

    private void CheckMoments(IEnumerable<JsonElement> entries, IReadOnlyDictionary<string, List<VidOrBox>> tracks)
    {
        foreach (var (entry, query) in entries.SelectMany(entry => Queries(entry).Select(query => (entry, query.Query))))
        {
            var moment = entry.GetProperty("temporal_gt");
            var (begin, end) = (moment.GetProperty("begin_fid").GetInt32(), moment.GetProperty("end_fid").GetInt32());
            var track = tracks[query.GetProperty("target_id").ToString()];
            if (begin < track[0].Frame || end - 1 > track[^1].Frame)
            {
                throw new DatasetException(
                    $"{_file}: the moment from frame {begin} to {end} of video {IdOf(entry)} exceeds the boxes of object {query.GetProperty("target_id")}, frames {track[0].Frame} to {track[^1].Frame}; correct temporal_gt.");
            }
        }
    }

    private static IEnumerable<(string Type, JsonElement Query)> Queries(JsonElement entry) =>
        entry.GetProperty("questions").EnumerateArray().Select(query => ("interrogative", query))
            .Concat(entry.GetProperty("captions").EnumerateArray().Select(query => ("declarative", query)));

    private static string IdOf(JsonElement entry) => entry.GetProperty("vid").ToString();

    private static void Copy(Utf8JsonWriter writer, string name, JsonElement value)
    {
        writer.WritePropertyName(name);
        value.WriteTo(writer);
    }
}
