using Microsoft.Extensions.Time.Testing;
using TubeDetr.Grid.Silo.Training;

namespace TubeDetr.Grid.Silo.Tests.Training;

/// <summary>What is said of the program and of the machine.</summary>
public sealed class ProvenanceTests
{
    [Theory]
    [InlineData("0.1.0+1236999815c1", "0.1.0", "1236999815c1", "none")]
    [InlineData("0.1.0+1236999815c1.changed", "0.1.0", "1236999815c1", "yes")]
    [InlineData("0.1.0", "0.1.0", "unknown", "unknown")]
    public void Read_InformationalVersion_SaysCommitAndChanges(string informational, string version, string commit, string changes) =>
        Assert.Equal((version, commit, changes), ProgramOrigin.Read(informational));

    [Theory]
    [InlineData("1024, 37\n", new[] { 1024.0, 37 })]
    [InlineData("1024, [N/A]\n", null)]
    [InlineData("", null)]
    public void Read_AnswerOfTheDriver_IsNumbersOrNothing(string text, double[]? numbers) => Assert.Equal(numbers, NvidiaSmi.Read(text, 2));

    [Fact]
    public void MachineFigures_Cpu_HasTheMemoryOfThisProcess() =>
        Assert.InRange(Assert.Single(new MachineFigures(null, _ => throw new InvalidOperationException("There is no GPU."), TimeProvider.System).Read()).Value, 20, 100_000);

    [Fact]
    public async Task MachineFigures_Gpu_IsAskedInTheBackgroundAndNotTooOften()
    {
        var time = new FakeTimeProvider();
        var answers = new SemaphoreSlim(0);
        var asked = 0;
        var figures = new MachineFigures(1, gpu => Answer(gpu), time);

        Assert.Equal(["memory_mib"], figures.Read().Select(figure => figure.Key));
        answers.Release();
        while (figures.Read().Count() == 1)
        {
            await Task.Yield();
        }

        Assert.Equal([1000, 0.5], figures.Read().Skip(1).Select(figure => figure.Value));
        Assert.Equal(1, asked);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal([1000, 0.5], figures.Read().Skip(1).Select(figure => figure.Value));
        answers.Release();
        while (figures.Read().Last().Value < 1)
        {
            await Task.Yield();
        }

        Assert.Equal(2, asked);

        double[] Answer(int gpu)
        {
            answers.Wait(TestContext.Current.CancellationToken);
            Assert.Equal(1, gpu);
            return [1000, 50 * ++asked];
        }
    }
}
