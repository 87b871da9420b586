using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Cli.Rendering;

/// <summary>What <c>--json</c> prints: one line, names in snake_case, ids as text, durations in seconds, values with their types.</summary>
public static class JsonText
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower),
            new WriteOnly<SweepId>((writer, id) => writer.WriteStringValue(id.Value)),
            new WriteOnly<ExperimentId>((writer, id) => writer.WriteStringValue(id.Value)),
            new WriteOnly<TimeSpan>((writer, time) => writer.WriteNumberValue(Math.Round(time.TotalSeconds, 3))),
            new WriteOnly<HyperParameterValue>(Write),
            new WriteOnly<HyperParameterSet>(Write),
        },
    };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    private static void Write(Utf8JsonWriter writer, HyperParameterSet set)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in set.Values)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, HyperParameterValue value)
    {
        switch (value.Type)
        {
            case HyperParameterType.Boolean:
                writer.WriteBooleanValue(value.Number != 0);
                break;
            case HyperParameterType.Integer:
                writer.WriteNumberValue((long)value.Number);
                break;
            case HyperParameterType.Number when double.IsFinite(value.Number):
                writer.WriteNumberValue(value.Number);
                break;
            case HyperParameterType.TextList:
                writer.WriteStartArray();
                foreach (var word in value.Text.Split(',', StringSplitOptions.RemoveEmptyEntries))
                {
                    writer.WriteStringValue(word);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(value.Text);
                break;
        }
    }

    private sealed class WriteOnly<T>(Action<Utf8JsonWriter, T> write) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException($"{typeof(T).Name} is only written.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => write(writer, value);
    }
}
