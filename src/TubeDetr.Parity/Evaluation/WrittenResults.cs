using System.Globalization;
using System.Text.Json;
using TubeDetr.Training.Evaluation;

namespace TubeDetr.Parity.Evaluation;

/// <summary>Predictions that the original's evaluator was given, and what ours writes.</summary>
internal static class WrittenResults
{
    /// <summary>Gives an evaluator what the original's got: <c>predictions</c> and <c>video_predictions</c>.</summary>
    public static void Feed(TubeEvaluator evaluator, JsonElement run)
    {
        foreach (var video in run.GetProperty("video_predictions").EnumerateObject())
        {
            evaluator.AddVideo(video.Name, video.Value.TryGetProperty("qtype", out var question) ? question.GetString() : null);
            if (video.Value.TryGetProperty("sted", out var moment))
            {
                evaluator.AddMoment(video.Name, moment[0].GetDouble(), moment[1].GetDouble());
            }
        }

        foreach (var image in run.GetProperty("predictions").EnumerateObject())
        {
            var box = image.Value.GetProperty("boxes")[0];
            var cut = image.Name.LastIndexOf('_');
            evaluator.AddBox(
                image.Name[..cut],
                int.Parse(image.Name.AsSpan(cut + 1), CultureInfo.InvariantCulture),
                new(box[0].GetDouble(), box[1].GetDouble(), box[2].GetDouble(), box[3].GetDouble()));
        }
    }

    /// <summary><c>predictions</c>, <c>video_predictions</c> and <c>vid_metrics</c> as our files hold them.</summary>
    public static JsonElement Write(IReadOnlyList<VideoResult> videos) => Parse(json =>
    {
        EvaluationJson.WritePredictions(json, videos);
        EvaluationJson.WriteVideoPredictions(json, videos);
        EvaluationJson.WriteVideoMetrics(json, videos);
    });

    /// <summary>Numbers by name.</summary>
    public static JsonElement Write(IEnumerable<KeyValuePair<string, double>> numbers) => Parse(json =>
    {
        foreach (var (name, value) in numbers)
        {
            json.WriteNumber(name, value);
        }
    });

    /// <summary>The metrics of each video without those of its frames.</summary>
    public static JsonElement WithoutFrames(JsonElement metrics) => Parse(json =>
    {
        foreach (var video in metrics.EnumerateObject())
        {
            json.WriteStartObject(video.Name);
            foreach (var metric in video.Value.EnumerateObject().Where(metric => metric.Name is not "img_metrics"))
            {
                metric.WriteTo(json);
            }

            json.WriteEndObject();
        }
    });

    private static JsonElement Parse(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return JsonElement.Parse(bytes.ToArray());
    }
}
