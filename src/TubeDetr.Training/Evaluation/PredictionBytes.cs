using System.Text;

namespace TubeDetr.Training.Evaluation;

/// <summary>Predictions as ranks hand them to each other; each evaluates its share of the videos and all of them know all results.</summary>
internal static class PredictionBytes
{
    public static byte[] Of(IReadOnlyDictionary<string, TubePrediction> predictions)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(predictions.Count);
        foreach (var (video, prediction) in predictions)
        {
            writer.Write(video);
            Write(writer, prediction);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    public static void AddTo(TubeEvaluator evaluator, byte[] predictions)
    {
        using var reader = new BinaryReader(new MemoryStream(predictions), Encoding.UTF8);
        for (var videos = reader.ReadInt32(); videos > 0; videos--)
        {
            Read(reader, evaluator, reader.ReadString());
        }
    }

    private static void Write(BinaryWriter writer, TubePrediction prediction)
    {
        writer.Write(prediction.QuestionType is not null);
        writer.Write(prediction.QuestionType ?? "");
        writer.Write(prediction.Moment is not null);
        writer.Write(prediction.Moment?.Start ?? 0);
        writer.Write(prediction.Moment?.End ?? 0);
        Write(writer, prediction.StartProbabilities);
        Write(writer, prediction.EndProbabilities);
        writer.Write(prediction.Boxes.Count);
        foreach (var (frame, box) in prediction.Boxes)
        {
            writer.Write(frame);
            writer.Write(box.X0);
            writer.Write(box.Y0);
            writer.Write(box.X1);
            writer.Write(box.Y1);
        }
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<float> numbers)
    {
        writer.Write(numbers.Count);
        foreach (var number in numbers)
        {
            writer.Write(number);
        }
    }

    private static float[] ReadNumbers(BinaryReader reader)
    {
        var numbers = new float[reader.ReadInt32()];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = reader.ReadSingle();
        }

        return numbers;
    }

    private static void Read(BinaryReader reader, TubeEvaluator evaluator, string video)
    {
        var (hasType, type) = (reader.ReadBoolean(), reader.ReadString());
        evaluator.AddVideo(video, hasType ? type : null);
        var (hasMoment, start, end) = (reader.ReadBoolean(), reader.ReadDouble(), reader.ReadDouble());
        if (hasMoment)
        {
            evaluator.AddMoment(video, start, end);
        }

        evaluator.AddProbabilities(video, ReadNumbers(reader), ReadNumbers(reader));
        for (var boxes = reader.ReadInt32(); boxes > 0; boxes--)
        {
            evaluator.AddBox(video, reader.ReadInt32(), new(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble()));
        }
    }
}
