using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TubeDetr.Data.VidStg;

/// <summary>Boxes (left, top, width, height in pixels) of one object by frame number, kept flat: a whole part has millions.</summary>
[JsonConverter(typeof(Converter))]
public sealed class FrameBoxes
{
    private readonly int[] _frames;
    private readonly double[] _values;

    private FrameBoxes(int[] frames, double[] values) => (_frames, _values) = (frames, values);

    /// <summary>Frame numbers, ascending.</summary>
    public IReadOnlyList<int> Frames => _frames;

    internal AnnotatedBox? At(int frame) => Array.BinarySearch(_frames, frame) is >= 0 and var i
        ? new AnnotatedBox(_values[i * 4], _values[i * 4 + 1], _values[i * 4 + 2], _values[i * 4 + 3])
        : null;

    private static FrameBoxes Of(List<int> frames, List<AnnotatedBox> boxes)
    {
        int[] order = [.. Enumerable.Range(0, frames.Count)];
        if (frames.Zip(frames.Skip(1)).Any(pair => pair.First > pair.Second))
        {
            Array.Sort(order, (one, other) => frames[one].CompareTo(frames[other]));
        }

        var values = new double[frames.Count * 4];
        for (var i = 0; i < order.Length; i++)
        {
            (values[i * 4], values[(i * 4) + 1], values[(i * 4) + 2], values[(i * 4) + 3]) = boxes[order[i]];
        }

        return new([.. order.Select(i => frames[i])], values);
    }

    private sealed class Converter : JsonConverter<FrameBoxes>
    {
        private const string Form = "A trajectory is an object from frame number to {\"bbox\": [left, top, width, height], …}.";

        public override FrameBoxes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var (frames, boxes) = (new List<int>(), new List<AnnotatedBox>());
            Expect(ref reader, JsonTokenType.StartObject);
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                frames.Add(ReadFrame(ref reader));
                reader.Read();
                boxes.Add(ReadEntry(ref reader));
            }

            return Of(frames, boxes);
        }

        public override void Write(Utf8JsonWriter writer, FrameBoxes value, JsonSerializerOptions options) =>
            throw new NotSupportedException("Processed annotations are written by VidStgPreparation.");

        private static int ReadFrame(ref Utf8JsonReader reader)
        {
            Span<byte> name = stackalloc byte[16];
            return (reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length) <= name.Length
                && int.TryParse(name[..reader.CopyString(name)], NumberStyles.None, CultureInfo.InvariantCulture, out var frame)
                    ? frame
                    : throw new JsonException(Form);
        }

        private static AnnotatedBox ReadEntry(ref Utf8JsonReader reader)
        {
            Expect(ref reader, JsonTokenType.StartObject);
            AnnotatedBox? box = null;
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var isBox = reader.ValueTextEquals("bbox"u8);
                reader.Read();
                if (isBox)
                {
                    box = ReadBox(ref reader);
                }
                else if (!reader.TrySkip())
                {
                    throw new JsonException(Form); // a converter is given its whole value, so only a broken one ends here
                }
            }

            return box ?? throw new JsonException(Form);
        }

        private static AnnotatedBox ReadBox(ref Utf8JsonReader reader)
        {
            Span<double> values = stackalloc double[4];
            Expect(ref reader, JsonTokenType.StartArray);
            foreach (ref var value in values)
            {
                reader.Read();
                Expect(ref reader, JsonTokenType.Number);
                value = reader.GetDouble();
            }

            reader.Read();
            Expect(ref reader, JsonTokenType.EndArray);
            return new AnnotatedBox(values[0], values[1], values[2], values[3]);
        }

        private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
        {
            if (reader.TokenType != token)
            {
                throw new JsonException(Form);
            }
        }
    }
}
