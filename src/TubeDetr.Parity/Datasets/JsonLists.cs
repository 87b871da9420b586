using System.Text.Json;

namespace TubeDetr.Parity.Datasets;

/// <summary>Lists in <c>case.json</c>.</summary>
internal static class JsonLists
{
    public static int[] Ints(this JsonElement list) => [.. list.EnumerateArray().Select(e => e.GetInt32())];

    public static float[] Floats(this JsonElement list) => [.. list.EnumerateArray().Select(e => e.GetSingle())];

    /// <summary>Texts, and numbers as they are written.</summary>
    public static string[] Texts(this JsonElement list) => [.. list.EnumerateArray().Select(e => e.ToString())];

    /// <summary>A member; null where it is absent or null.</summary>
    public static JsonElement? Optional(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
}
