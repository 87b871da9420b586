using TubeDetr.Grid.Cli.Scheduling;
using TubeDetr.Grid.Contracts.Experiments;

namespace TubeDetr.Grid.Cli.Tests.Scheduling;

public sealed class HandOversTests
{
    [Fact]
    public void Percentile_TwoSlots_CountsFromAnEndToTheNextFirstStepOfTheSameSlot()
    {
        var handOvers = new HandOvers(
        [
            With(Attempt("a", 0, 10, 5), Attempt("b", 0, 1, 100)),
            With(Attempt("a", 100, 130, 200)),
            With(Attempt("a", 201, 210, 300)),
            With(Attempt("b", 101, 104, null)),
            With(Attempt("c", 7, 8, 9)),
        ]);

        Assert.Equal(3, handOvers.Count);
        Assert.Equal([4.0, 10.0, 125.0], new[] { 0.1, 0.5, 0.99 }.Select(handOvers.Percentile));
    }

    [Fact]
    public void Percentile_None_IsNoNumber() => Assert.True(double.IsNaN(new HandOvers([]).Percentile(0.5)));

    private static ExperimentSnapshot With(params AttemptSnapshot[] attempts) => Some.Experiment() with { Attempts = [.. attempts] };

    private static AttemptSnapshot Attempt(string slot, int started, int firstStep, int? ended) => new()
    {
        Number = 1,
        Slot = slot,
        Silo = "silo-1",
        Started = Some.Noon.AddMilliseconds(started),
        FirstStep = Some.Noon.AddMilliseconds(firstStep),
        Ended = ended is { } time ? Some.Noon.AddMilliseconds(time) : null,
    };
}
