using System.Text.Json;
using System.Text.Json.Serialization;

namespace TubeDetr.Data.HcStvg;

/// <summary>One annotated box (left, top, width, height in pixels) a frame, kept flat.</summary>
[JsonConverter(typeof(Converter))]
public sealed class Trajectory
{
    private readonly double[] _values;

    public Trajectory(IEnumerable<double> values)
    {
        _values = [.. values];
        if (_values.Length % 4 != 0)
        {
            throw new ArgumentException("A box has four numbers.", nameof(values));
        }
    }

    public int Count => _values.Length / 4;

    public (double Left, double Top, double Width, double Height) this[int index]
        => (_values[index * 4], _values[index * 4 + 1], _values[index * 4 + 2], _values[index * 4 + 3]);

    private sealed class Converter : JsonConverter<Trajectory>
    {
        public override Trajectory Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var values = new List<double>();
            Expect(ref reader, JsonTokenType.StartArray);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                Expect(ref reader, JsonTokenType.StartArray);
                for (var i = 0; i < 4; i++)
                {
                    reader.Read();
                    Expect(ref reader, JsonTokenType.Number);
                    values.Add(reader.GetDouble());
                }

                reader.Read();
                Expect(ref reader, JsonTokenType.EndArray);
            }

            return new Trajectory(values);
        }

        public override void Write(Utf8JsonWriter writer, Trajectory value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            for (var i = 0; i < value.Count; i++)
            {
                var (left, top, width, height) = value[i];
                writer.WriteStartArray();
                writer.WriteNumberValue(left);
                writer.WriteNumberValue(top);
                writer.WriteNumberValue(width);
                writer.WriteNumberValue(height);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
        {
            if (reader.TokenType != token)
            {
                throw new JsonException("A trajectory is a list of boxes [left, top, width, height].");
            }
        }
    }
}
