using System.Globalization;
using System.Text.Json;

namespace TubeDetr.Data.VidStg;

/// <summary>One file of VidOR annotations: the objects of a video and their boxes.</summary>
internal sealed record VidOrVideo(JsonElement Json, IReadOnlyDictionary<string, List<VidOrBox>> Trajectories)
{
    public const string Remedy = "it must be a VidOR annotation: video_id, video_path, frame_count, fps, width, height, subject/objects and trajectories.";

    public string VideoId => Json.GetProperty("video_id").ToString();

    public string VideoPath => Json.GetProperty("video_path").GetString()!;

    /// <summary>Reads a file; categories that are new get the next numbers.</summary>
    /// <exception cref="DatasetException">It is broken.</exception>
    public static VidOrVideo Read(string file, Dictionary<string, int> categories)
    {
        var json = AnnotationFile.Read<JsonElement>(file, Remedy);
        return AnnotationFile.Expecting(file, Remedy, () => new VidOrVideo(json, Tracks(file, json, categories)));
    }

    /// <summary>Writes what the original keeps of a video.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var name in (string[])["video_id", "video_path", "frame_count", "fps", "width", "height"])
        {
            writer.WritePropertyName(name);
            Json.GetProperty(name).WriteTo(writer);
        }

        writer.WriteStartObject("objects");
        foreach (var thing in Json.GetProperty("subject/objects").EnumerateArray())
        {
            writer.WriteString(thing.GetProperty("tid").ToString(), thing.GetProperty("category").GetString());
        }

        writer.WriteEndObject();
        writer.WriteStartObject("trajectories");
        foreach (var (target, boxes) in Trajectories)
        {
            writer.WritePropertyName(target);
            WriteTo(writer, boxes);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Writes the boxes of one object by frame.</summary>
    public static void WriteTo(Utf8JsonWriter writer, List<VidOrBox> boxes)
    {
        writer.WriteStartObject();
        foreach (var box in boxes)
        {
            writer.WritePropertyName(box.Frame.ToString(CultureInfo.InvariantCulture));
            box.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>A box has the category of the object that appeared last, not its own, once several are there: so it is in the original, and nothing reads it.</summary>
    private static Dictionary<string, List<VidOrBox>> Tracks(string file, JsonElement json, Dictionary<string, int> categories)
    {
        var objects = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var thing in json.GetProperty("subject/objects").EnumerateArray())
        {
            if (!objects.TryAdd(thing.GetProperty("tid").ToString(), thing.GetProperty("category").GetString()!))
            {
                throw new DatasetException($"{file} has the object {thing.GetProperty("tid")} twice; correct it, or take its video out.");
            }
        }

        var tracks = new Dictionary<string, List<VidOrBox>>(StringComparer.Ordinal);
        var category = 0;
        foreach (var (frame, boxes) in json.GetProperty("trajectories").EnumerateArray().Index())
        {
            foreach (var box in boxes.EnumerateArray())
            {
                var target = box.GetProperty("tid").ToString();
                if (!tracks.TryGetValue(target, out var track))
                {
                    tracks[target] = track = [];
                    category = NumberOf(objects[target], categories);
                }

                if (track.Count > 0 && track[^1].Frame == frame)
                {
                    track.RemoveAt(track.Count - 1); // the last one of a frame stays
                }

                track.Add(new VidOrBox(frame, box, category));
            }
        }

        return tracks;
    }

    private static int NumberOf(string category, Dictionary<string, int> categories) =>
        categories.TryGetValue(category, out var number) ? number : categories[category] = categories.Count;
}
