using System.Globalization;
using System.Text.Json;
using TubeDetr.Parity.Training;
using TubeDetr.Training.Optimization;
using TubeDetr.Training.Options;

namespace TubeDetr.Parity.Checks;

/// <summary>Learning rates after every step, and how many steps warm up.</summary>
public sealed class LrSchedulesCheck : ParityCheck
{
    public override string Prefix => "lr-schedules";

    public override void Run(GoldenCase golden, Comparison comparison)
    {
        foreach (var series in golden.Json.GetProperty("series").EnumerateArray())
        {
            Compare(series, comparison);
        }

        if (golden.Json.TryGetProperty("num_warmup_steps_cases", out var roundings))
        {
            foreach (var rounding in roundings.EnumerateArray())
            {
                var found = LearningRateSchedule.WarmupStepsOf(rounding.GetProperty("fraction_warmup_steps").GetDouble(), rounding.GetProperty("num_training_steps").GetInt64());
                comparison.Same("warm-up steps", rounding.ToString(), rounding.GetProperty("num_warmup_steps").GetInt64(), found);
            }
        }
    }

    private static void Compare(JsonElement series, Comparison comparison)
    {
        var options = new TrainingOptions
        {
            Schedule = series.GetProperty("schedule").GetString()!,
            Epochs = series.GetProperty("epochs").GetInt32(),
            FractionWarmupSteps = series.GetProperty("fraction_warmup_steps").GetDouble(),
            LrDrop = series.GetProperty("lr_drop").GetInt32(),
            Lr = series.GetProperty("lr").GetDouble(),
            LrBackbone = series.GetProperty("lr_backbone").GetDouble(),
            TextEncoderLr = series.GetProperty("text_encoder_lr").GetDouble(),
        };
        var schedule = new LearningRateSchedule(options, series.GetProperty("steps_per_epoch").GetInt32());
        comparison.Same("warm-up steps", options.Schedule, series.GetProperty("num_warmup_steps").GetInt64(), schedule.WarmupSteps);
        comparison.Same("steps", options.Schedule, series.GetProperty("num_training_steps").GetInt64(), schedule.TotalSteps);
        var rows = series.GetProperty("lr_rows");
        for (var step = 0; step < rows.GetArrayLength(); step++)
        {
            comparison.Rates(string.Create(CultureInfo.InvariantCulture, $"{options.Schedule}, step {step}"), rows[step], schedule.After(step));
        }
    }
}
