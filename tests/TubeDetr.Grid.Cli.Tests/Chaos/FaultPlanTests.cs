using TubeDetr.Grid.Cli.Chaos;

namespace TubeDetr.Grid.Cli.Tests.Chaos;

public sealed class FaultPlanTests
{
    private static readonly FaultKind[] All = Enum.GetValues<FaultKind>();

    [Fact]
    public void Next_SameSeed_IsTheSame() => Assert.Equal(Draw(7, All), Draw(7, All));

    [Fact]
    public void Next_AnotherSeed_IsAnother() => Assert.NotEqual(Draw(7, All), Draw(8, All));

    [Fact]
    public void Next_ManyTimes_EveryKindComes() => Assert.Equal(All.Order(), Draw(1, All).Distinct().Order());

    [Fact]
    public void Next_OneKind_IsThatAlone() => Assert.Equal([FaultKind.SiloCut], Draw(3, [FaultKind.SiloCut]).Distinct());

    [Fact]
    public void Next_Pauses_LieAroundTheAverage()
    {
        var plan = new FaultPlan(1, 10, All);
        var pauses = Enumerable.Range(0, 400).Select(_ => plan.Next().Pause.TotalSeconds).ToList();

        Assert.All(pauses, pause => Assert.InRange(pause, 8, 12));
        Assert.InRange(pauses.Average(), 9.8, 10.2);
    }

    private static List<FaultKind> Draw(int seed, FaultKind[] kinds)
    {
        var plan = new FaultPlan(seed, 6, kinds);
        return [.. Enumerable.Range(0, 400).Select(_ => plan.Next().Kind)];
    }
}
