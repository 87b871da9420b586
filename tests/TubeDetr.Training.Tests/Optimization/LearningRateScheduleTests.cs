using TubeDetr.Training.Optimization;
using TubeDetr.Training.Options;
using TubeDetr.Training.Tests.Golden;

namespace TubeDetr.Training.Tests.Optimization;

public sealed class LearningRateScheduleTests
{
    public static TheoryData<string> Cases => GoldenCase.Names("lr-schedules");

    [Theory]
    [MemberData(nameof(Cases))]
    public void After_EveryStep_EqualsTheOriginal(string name)
    {
        foreach (var series in GoldenCase.Named(name).Json.GetProperty("series").EnumerateArray())
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
            Assert.Equal(series.GetProperty("num_warmup_steps").GetInt64(), schedule.WarmupSteps);

            var step = 0;
            foreach (var row in series.GetProperty("lr_rows").EnumerateArray())
            {
                var rates = schedule.After(step++);
                AssertNear(row[0].GetDouble(), rates.Main);
                AssertNear(row[1].GetDouble(), rates.Backbone);
                AssertNear(row[2].GetDouble(), rates.TextEncoder);
            }

            Assert.True(step > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void WarmupSteps_HalfWay_RoundAsInPython(string name)
    {
        foreach (var rounding in GoldenCase.Named(name).Json.GetProperty("num_warmup_steps_cases").EnumerateArray())
        {
            var steps = LearningRateSchedule.WarmupStepsOf(rounding.GetProperty("fraction_warmup_steps").GetDouble(), rounding.GetProperty("num_training_steps").GetInt64());
            Assert.Equal(rounding.GetProperty("num_warmup_steps").GetInt64(), steps);
        }
    }

    [Fact]
    public void For_FirstStep_IsTheFullRateDespiteWarmup()
    {
        var schedule = new LearningRateSchedule(new TrainingOptions { FractionWarmupSteps = 0.5, Epochs = 2 }, 10);
        Assert.Equal(new LearningRates(5e-5, 1e-5, 5e-5), schedule.For(0));
        Assert.Equal(0, schedule.For(1).TextEncoder);
    }

    private static void AssertNear(double expected, double actual) => Assert.True(Math.Abs(expected - actual) <= 1e-12 * Math.Abs(expected), $"{actual:R} instead of {expected:R}");
}
