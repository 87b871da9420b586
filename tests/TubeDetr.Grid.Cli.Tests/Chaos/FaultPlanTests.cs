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

    private static List<FaultKind> Draw(int seed, FaultKind[] kinds)
    {
        var plan = new FaultPlan(seed, kinds);
        return [.. Enumerable.Range(0, 400).Select(_ => plan.Next().Kind)];
    }
}
