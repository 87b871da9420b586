using TorchSharp;
using TubeDetr.Training.Timing;

namespace TubeDetr.Training.Tests.Timing;

public sealed class StepStopwatchTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Measure_TinyConfiguration_TimesEveryStep(bool train)
    {
        var done = new List<int>();
        var timing = StepStopwatch.Measure("tiny", train, torch.CPU, 3, TimeProvider.System, done.Add, TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 3], done);
        Assert.InRange(timing.Step, timing.Least, timing.Greatest);
        Assert.InRange(timing.Product, 0.1, 10_000);
        Assert.Equal(timing.Step / timing.Product, timing.InProducts);
        Assert.Equal(train ? ["forward", "backward", "update"] : [], timing.Parts.Keys);
        Assert.InRange(timing.Parameters, 11_000_000, 13_000_000);
    }
}
