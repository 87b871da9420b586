using System.Text.Json;

namespace TubeDetr.Data.VidStg;

/// <summary>The annotated videos of one part of VidOR, by id. Trajectories stay in their files: all of them together fill more memory than most machines have.</summary>
internal sealed class VidOrIndex
{
    private readonly Dictionary<string, (string File, string VideoPath)> _videos = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _categories;

    private VidOrIndex(Dictionary<string, int> categories) => _categories = categories;

    public int Count => _videos.Count;

    /// <summary>The annotation files below <c>training</c> or <c>validation</c>, in the order that decides the numbers of categories.</summary>
    /// <exception cref="DatasetException">There are none.</exception>
    public static string[] Files(string folder)
    {
        string[] files = Directory.Exists(folder)
            ? [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal).SelectMany(group => Directory.GetFiles(group, "*.json").Order(StringComparer.Ordinal))]
            : [];
        return files.Length > 0 ? files : throw new DatasetException($"There are no annotations <group>/<video>.json under {folder}; unpack those of VidOR there, or say with --vidor where its folders training and validation lie.");
    }

    /// <summary>Reads every file, and writes all of them as one (<c>vidor_training.json</c>, <c>vidor_validation.json</c>).</summary>
    /// <exception cref="DatasetException">A file is broken, or two are about the same video.</exception>
    public static VidOrIndex Write(IEnumerable<string> files, Utf8JsonWriter writer, Dictionary<string, int> categories, PreparationSteps steps)
    {
        var index = new VidOrIndex(categories);
        writer.WriteStartObject();
        foreach (var file in files)
        {
            var video = VidOrVideo.Read(file, categories);
            if (!index._videos.TryAdd(video.VideoId, (file, video.VideoPath)))
            {
                throw new DatasetException($"{file} and {index._videos[video.VideoId].File} are both about video {video.VideoId}; take one of them away.");
            }

            AnnotationFile.Expecting(file, VidOrVideo.Remedy, () =>
            {
                writer.WritePropertyName(video.VideoId);
                video.WriteTo(writer);
                return true;
            });
            writer.Flush();
            steps.Next();
        }

        writer.WriteEndObject();
        return index;
    }

    /// <summary>Path of a video's file; null where the video is not annotated.</summary>
    public string? PathOf(string id) => _videos.TryGetValue(id, out var video) ? video.VideoPath : null;

    /// <summary>Reads a video's annotation once more.</summary>
    public VidOrVideo Read(string id) => VidOrVideo.Read(_videos[id].File, _categories);
}
