using System.Text.Json;

namespace TubeDetr.Data.VidStg;

/// <summary>One box of VidOR.</summary>
/// <param name="Frame">Its frame.</param>
/// <param name="Json">As annotated: <c>bbox</c> with xmin, ymin, xmax, ymax; <c>generated</c>; <c>tracker</c>.</param>
/// <param name="Category">Number of a category.</param>
internal sealed record VidOrBox(int Frame, JsonElement Json, int Category)
{
    /// <summary>Writes it with left, top, width and height.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        var box = Json.GetProperty("bbox");
        writer.WriteStartObject();
        writer.WriteStartArray("bbox");
        box.GetProperty("xmin").WriteTo(writer);
        box.GetProperty("ymin").WriteTo(writer);
        WriteDifference(writer, box.GetProperty("xmax"), box.GetProperty("xmin"));
        WriteDifference(writer, box.GetProperty("ymax"), box.GetProperty("ymin"));
        writer.WriteEndArray();
        writer.WritePropertyName("generated");
        Json.GetProperty("generated").WriteTo(writer);
        writer.WritePropertyName("tracker");
        Json.GetProperty("tracker").WriteTo(writer);
        writer.WriteNumber("category_id", Category);
        writer.WriteEndObject();
    }

    private static void WriteDifference(Utf8JsonWriter writer, JsonElement end, JsonElement start)
    {
        if (end.TryGetInt64(out var wholeEnd) && start.TryGetInt64(out var wholeStart))
        {
            writer.WriteNumberValue(wholeEnd - wholeStart);
        }
        else
        {
            writer.WriteNumberValue(end.GetDouble() - start.GetDouble());
        }
    }
}
