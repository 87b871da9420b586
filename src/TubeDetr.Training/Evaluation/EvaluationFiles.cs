using System.Text.Json;

namespace TubeDetr.Training.Evaluation;

/// <summary>
/// What an evaluation leaves in its folder: <c>log_stats.json</c> as the original writes it, and with <c>test</c> in it all predictions and the metrics of each video, and beside it the attention
/// weights in <c>attention_{dataset}/</c>.
/// </summary>
/// <param name="folder">Is made where it is missing.</param>
/// <param name="test">Whether predictions and attention weights are kept.</param>
internal sealed class EvaluationFiles(string folder, bool test)
{
    private const string Statistics = "log_stats.json";

    /// <summary>Where the attention weights of a data set go; null where nobody asked for them.</summary>
    public IAttentionKeeper? Attention(string dataset) => test ? new AttentionFiles(Path.Combine(folder, $"attention_{dataset}")) : null;

    /// <summary>Writes the statistics whole or not at all.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="parameters">Numbers of the model that can be trained.</param>
    public void Write(EvaluationReport report, long parameters)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, Statistics);
        var part = file + ".part";
        using (var stream = File.Create(part))
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var set in report.Sets)
            {
                EvaluationJson.WriteStatistics(json, set, $"test_{set.Name}_", withPredictions: test);
            }

            json.WriteNumber("n_parameters", parameters);
            json.WriteEndObject();
        }

        File.Move(part, file, overwrite: true);
    }
}
