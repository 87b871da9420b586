using System.Text.Json;

namespace TubeDetr.Data.Synthetic;

/// <summary>Raw annotations of HC-STVG v1 for scenes.</summary>
internal static class SyntheticAnnotations
{
    public static void Write(string path, IEnumerable<(string File, Scene Scene)> clips)
    {
        using var stream = File.Create(path);
        using var writer = new Utf8JsonWriter(stream);
        writer.WriteStartObject();
        foreach (var (file, scene) in clips)
        {
            writer.WriteStartObject(file);
            Write(writer, scene.Target);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SceneObject target)
    {
        writer.WriteNumber("img_num", SceneTiming.Frames);
        writer.WriteNumber("width", Scene.Side);
        writer.WriteNumber("height", Scene.Side);
        writer.WriteNumber("st_frame", target.Appears + 1);
        writer.WriteNumber("st_time", target.Appears / (double)SceneTiming.Fps);
        writer.WriteNumber("ed_time", target.Vanishes / (double)SceneTiming.Fps);
        writer.WriteStartArray("bbox");
        for (var frame = target.Appears; frame < target.Vanishes; frame++)
        {
            var (left, top) = target.At(frame);
            writer.WriteStartArray();
            writer.WriteNumberValue(left);
            writer.WriteNumberValue(top);
            writer.WriteNumberValue(target.Size);
            writer.WriteNumberValue(target.Size);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteString("caption", target.Traits.Caption);
    }
}
