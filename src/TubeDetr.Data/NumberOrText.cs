using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TubeDetr.Data;

/// <summary>Ids that some annotation files write as numbers and some as text; both become text.</summary>
internal sealed class NumberOrText : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.Number
        ? reader.GetInt64().ToString(CultureInfo.InvariantCulture)
        : reader.GetString() ?? throw new JsonException("An id is null.");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
