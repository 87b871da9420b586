using Microsoft.Extensions.Time.Testing;
using TubeDetr.Grid.Silo.Training;

namespace TubeDetr.Grid.Silo.Tests.Training;

public sealed class StepSummaryTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));
    private readonly StepSummary _summary;

    public StepSummaryTests()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        _summary = new StepSummary(_time);
    }

    [Fact]
    public void Add_FirstStep_IsARowAtOnce() => Assert.Equal(["loss 4", "lr 0.5"], Add(4, 0.5)!);

    [Fact]
    public void Add_TenSteps_AreOneRowOfMeansWithTheLastRate()
    {
        Add(4, 0.5);
        for (var step = 1; step < 10; step++)
        {
            Assert.Null(Add(step, 0.5));
        }

        Assert.Equal(["loss 5.5", "lr 0.1"], Add(10, 0.1)!);
    }

    [Fact]
    public void Add_SlowSteps_AreARowAfterTwoSeconds()
    {
        Add(4, 0.5);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["loss 7", "lr 0.5"], Add(7, 0.5)!);
    }

    [Fact]
    public void Add_LastStepOfTheEpoch_IsARow()
    {
        Add(4, 0.5);

        Assert.NotNull(Add(3, 0.5, last: true));
    }

    private string[]? Add(double loss, double rate, bool last = false) =>
        _summary.Add(new Dictionary<string, double>(StringComparer.Ordinal) { ["loss"] = loss, ["lr"] = rate }, last)?.Select(pair => $"{pair.Key} {pair.Value}").ToArray();
}
