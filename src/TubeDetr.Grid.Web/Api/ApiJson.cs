using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;

namespace TubeDetr.Grid.Web.Api;

/// <summary>JSON as the command line prints it: snake_case, ids as text, durations in seconds, values with their types.</summary>
internal static class ApiJson
{
    /// <summary>Types that are written as something simpler than what they hold.</summary>
    private static readonly Dictionary<Type, JsonSchemaType> Simple = new()
    {
        [typeof(SweepId)] = JsonSchemaType.String,
        [typeof(ExperimentId)] = JsonSchemaType.String,
        [typeof(TimeSpan)] = JsonSchemaType.Number,
        [typeof(HyperParameterSet)] = JsonSchemaType.Object,
        [typeof(HyperParameterValue)] = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean | JsonSchemaType.Array,
    };

    public static JsonSerializerOptions Options { get; } = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        options.Converters.Add(new Written<SweepId>(id => JsonValue.Create(id.Value)));
        options.Converters.Add(new Written<ExperimentId>(id => JsonValue.Create(id.Value)));
        options.Converters.Add(new Written<TimeSpan>(time => JsonValue.Create(Math.Round(time.TotalSeconds, 3))));
        options.Converters.Add(new Written<HyperParameterValue>(Value));
        options.Converters.Add(new Written<HyperParameterSet>(set => new JsonObject(set.Values.Select(value => KeyValuePair.Create(value.Key, Value(value.Value))))));
        return options;
    }

    public static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (Simple.TryGetValue(Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type, out var type))
        {
            schema.Type = type;
        }

        return Task.CompletedTask;
    }

    private static JsonNode? Value(HyperParameterValue value) => value.Type switch
    {
        HyperParameterType.Boolean => JsonValue.Create(value.Number != 0),
        HyperParameterType.Integer => JsonValue.Create((long)value.Number),
        HyperParameterType.Number when double.IsFinite(value.Number) => JsonValue.Create(value.Number),
        HyperParameterType.TextList => new JsonArray([.. value.Text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(word => JsonValue.Create(word))]),
        _ => JsonValue.Create(value.Text),
    };

    private sealed class Written<T>(Func<T, JsonNode?> node) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new JsonException($"{typeof(T).Name} is only written.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            if (node(value) is { } written)
            {
                written.WriteTo(writer);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
