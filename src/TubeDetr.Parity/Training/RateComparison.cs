using System.Text.Json;
using TubeDetr.Training.Optimization;

namespace TubeDetr.Parity.Training;

/// <summary>Compares learning rates.</summary>
internal static class RateComparison
{
    /// <summary>The three rates in the order of the groups; relatively, to 1e-12.</summary>
    public static void Rates(this Comparison comparison, string where, JsonElement expected, LearningRates found)
    {
        comparison.NearRelative("learning rates", $"{where}, lr", expected[0].GetDouble(), found.Main, 1e-12);
        comparison.NearRelative("learning rates", $"{where}, lr_backbone", expected[1].GetDouble(), found.Backbone, 1e-12);
        comparison.NearRelative("learning rates", $"{where}, text_encoder_lr", expected[2].GetDouble(), found.TextEncoder, 1e-12);
    }
}
