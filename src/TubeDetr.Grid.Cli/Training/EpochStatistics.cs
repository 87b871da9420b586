using System.Text;
using System.Text.Json;
using TubeDetr.Training;
using TubeDetr.Training.Evaluation;

namespace TubeDetr.Grid.Cli.Training;

/// <summary>
/// One epoch as <c>log.txt</c> keeps it, as in the original: <c>train_loss</c>, …, <c>test_hcstvg_loss</c>, …, the metrics of a data set as an object (<c>test_hcstvg_hcstvg</c>), <c>epoch</c> counted
/// from 0, <c>n_parameters</c>; and <c>step</c>, which the original lacks.
/// </summary>
internal static class EpochStatistics
{
    public static string Of(EpochLine line, EvaluationReport? evaluation, long parameters)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var (name, value) in line.Train)
            {
                JsonNumbers.Write(json, "train_" + name, value);
            }

            foreach (var set in evaluation?.Sets ?? [])
            {
                EvaluationJson.WriteStatistics(json, set, $"test_{set.Name}_", withPredictions: false);
            }

            json.WriteNumber("epoch", line.Epoch - 1);
            json.WriteNumber("n_parameters", parameters);
            json.WriteNumber("step", line.Step);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>Epochs done, of a line.</summary>
    public static int EpochOf(JsonElement line) => line.GetProperty("epoch").GetInt32() + 1;
}
