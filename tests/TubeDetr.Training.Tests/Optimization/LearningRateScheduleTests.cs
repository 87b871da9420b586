using TubeDetr.Training.Optimization;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Tests.Optimization;

public sealed class LearningRateScheduleTests
{
    [Fact]
    public void For_FirstStep_IsTheFullRateDespiteWarmup()
    {
        var schedule = new LearningRateSchedule(new TrainingOptions { FractionWarmupSteps = 0.5, Epochs = 2 }, 10);
        Assert.Equal(new LearningRates(5e-5, 1e-5, 5e-5), schedule.For(0));
        Assert.Equal(0, schedule.For(1).TextEncoder);
    }
}
