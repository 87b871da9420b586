using System.Globalization;
using System.Text.Json;
using TubeDetr.Data;

namespace TubeDetr.Training.Evaluation;

/// <summary>
/// An evaluation as the JSON objects that the original's evaluators give with <c>test</c>: <c>predictions</c>, <c>video_predictions</c> and <c>vid_metrics</c>, whose frames go by
/// <c>{video_id}_{frame_id}</c>.
/// </summary>
public static class EvaluationJson
{
    private const int Most = 1 << 20;

    /// <summary>The statistics of one data set: losses by name, and under the name of its evaluator (<c>vidstg</c>, <c>hcstvg</c>) its metrics and, where asked for, everything predicted.</summary>
    public static void WriteStatistics(Utf8JsonWriter json, SetReport set, string prefix, bool withPredictions)
    {
        foreach (var (name, value) in set.Losses)
        {
            JsonNumbers.Write(json, prefix + name, value);
        }

        json.WriteStartObject(prefix + set.Name);
        foreach (var (name, value) in set.Metrics.Concat(set.MissingCount))
        {
            JsonNumbers.Write(json, name, value);
        }

        if (withPredictions)
        {
            WritePredictions(json, set.Videos);
            WriteVideoPredictions(json, set.Videos);
            WriteVideoMetrics(json, set.Videos);
        }

        json.WriteEndObject();
    }

    /// <summary>Property <c>predictions</c>: the predicted box of each frame, in pixels.</summary>
    public static void WritePredictions(Utf8JsonWriter json, IEnumerable<VideoResult> videos)
    {
        json.WriteStartObject("predictions");
        foreach (var (truth, prediction, _) in videos)
        {
            foreach (var (frame, box) in prediction.Boxes)
            {
                json.WriteStartObject(ImageId(truth, frame));
                json.WriteStartArray("boxes");
                WriteBox(json, box);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            Relieve(json);
        }

        json.WriteEndObject();
    }

    /// <summary>Property <c>video_predictions</c>: predicted moment (end exclusive) and kind of question of each video.</summary>
    public static void WriteVideoPredictions(Utf8JsonWriter json, IEnumerable<VideoResult> videos)
    {
        json.WriteStartObject("video_predictions");
        foreach (var (truth, prediction, _) in videos)
        {
            json.WriteStartObject(truth.VideoId);
            if (prediction.Moment is { } moment)
            {
                WriteNumbers(json, "sted", [moment.Start, moment.End]);
            }

            WriteQuestion(json, prediction);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Property <c>vid_metrics</c>: the metrics of each video, and in <c>img_metrics</c> those of each of its frames.</summary>
    public static void WriteVideoMetrics(Utf8JsonWriter json, IEnumerable<VideoResult> videos)
    {
        json.WriteStartObject("vid_metrics");
        foreach (var video in videos)
        {
            json.WriteStartObject(video.Truth.VideoId);
            WriteMoment(json, video);
            WriteQuestion(json, video.Prediction);
            WriteFrames(json, video);
            if (video.Score.VideoIou is { } overlap)
            {
                WriteOverlap(json, "viou", overlap);
            }

            WriteOverlap(json, "gt_viou", video.Score.GivenMomentIou);
            json.WriteEndObject();
            Relieve(json);
        }

        json.WriteEndObject();
    }

    // A writer keeps everything until it is told to flush; a test set's predictions are hundreds of megabytes.
    private static void Relieve(Utf8JsonWriter json)
    {
        if (json.BytesPending > Most)
        {
            json.Flush();
        }
    }

    private static void WriteMoment(Utf8JsonWriter json, VideoResult video)
    {
        if (video.Score.TemporalIou is { } overlap && video.Prediction.Moment is { } moment)
        {
            WriteNumbers(json, "gt_sted", [video.Truth.StartFrame, video.Truth.EndFrame]);
            WriteNumbers(json, "pred_sted", [moment.Start, moment.End]);
            JsonNumbers.Write(json, "tiou", overlap);
        }
    }

    private static void WriteQuestion(Utf8JsonWriter json, TubePrediction prediction)
    {
        if (prediction.QuestionType is { } question)
        {
            json.WriteString("qtype", question);
        }
    }

    private static void WriteFrames(Utf8JsonWriter json, VideoResult video)
    {
        json.WriteStartObject("img_metrics");
        foreach (var (frame, overlap) in video.Score.FrameIous)
        {
            json.WriteStartObject(ImageId(video.Truth, frame));
            JsonNumbers.Write(json, "iou", overlap);
            json.WritePropertyName("pred_box");
            WriteBox(json, video.Prediction.Boxes[frame]);
            json.WritePropertyName("gt_box");
            WriteBox(json, video.Truth.Boxes[frame]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteOverlap(Utf8JsonWriter json, string name, double overlap)
    {
        JsonNumbers.Write(json, name, overlap);
        foreach (var threshold in OverlapThreshold.All)
        {
            json.WriteNumber($"{name}@{threshold.Name}", threshold.Count(overlap));
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            JsonNumbers.Write(json, number);
        }

        json.WriteEndArray();
    }

    private static void WriteBox(Utf8JsonWriter json, PixelBox box)
    {
        json.WriteStartArray();
        JsonNumbers.Write(json, box.X0);
        JsonNumbers.Write(json, box.Y0);
        JsonNumbers.Write(json, box.X1);
        JsonNumbers.Write(json, box.Y1);
        json.WriteEndArray();
    }

    private static string ImageId(GroundTruthTube truth, int frame) => string.Create(CultureInfo.InvariantCulture, $"{truth.VideoId}_{frame}");
}
