using TubeDetr.Training.Optimization;
using TubeDetr.Training.Options;

namespace TubeDetr.Training.Tests.Optimization;

public sealed class EpochStepsTests
{
    [Fact]
    public void At_EveryStepOfChunks_IsTheNextBatch()
    {
        var steps = new EpochSteps([3, 3, 2]);
        var step = 0;
        for (var epoch = 0; epoch < 7; epoch++)
        {
            Assert.Equal(step, steps.Before(epoch));
            for (var batch = 0; batch < steps.Of(epoch); batch++)
            {
                Assert.Equal((epoch, batch), steps.At(step++));
            }
        }
    }

    // 3 epochs of chunks of 4 and 2 steps: the second epoch counts as steps 2 and 3 of 6, as the original's len(data_loader) · epoch + i does.
    [Fact]
    public void After_ShorterChunk_CountsAsIfAllWereAsShort()
    {
        var options = new TrainingOptions { Schedule = "all_linear_with_warmup", FractionWarmupSteps = 0, Epochs = 3, Lr = 1 };
        var schedule = new LearningRateSchedule(options, new EpochSteps([4, 2]));

        Assert.Equal(9.0 / 12, schedule.After(3).Main, 12);
        Assert.Equal(4.0 / 6, schedule.After(4).Main, 12);
        Assert.Equal(4.0 / 12, schedule.After(6).Main, 12);
    }

    [Fact]
    public void For_FirstStepOfALaterStart_IsTheFullRate()
    {
        var schedule = new LearningRateSchedule(new TrainingOptions { StartEpoch = 2, Epochs = 4, Schedule = "step", LrDrop = 1 }, 5);

        Assert.Equal(5e-5, schedule.For(10).Main);
        Assert.Equal(5e-7, schedule.For(11).Main, 12);
    }
}
