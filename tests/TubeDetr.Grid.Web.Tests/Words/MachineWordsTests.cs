using System.Collections.Immutable;
using TubeDetr.Grid.Web.Words;

namespace TubeDetr.Grid.Web.Tests.Words;

public sealed class MachineWordsTests
{
    [Fact]
    public void Of_Measured_SaysItWithUnits()
    {
        var metrics = ImmutableSortedDictionary<string, double>.Empty
            .Add("seconds_per_step", 0.25).Add("loader_wait", 0.05).Add("eval_seconds", 75).Add("memory_mib", 1536).Add("gpu_utilization", 0.87).Add("loss", 1);

        Assert.Equal(
            [("Step", "250 ms"), ("of it waiting for data", "50 ms, 20 %"), ("Evaluation", "1 min 15 s"), ("Memory of the silo", "1.5 GiB"), ("GPU busy", "87 %")],
            MachineWords.Of(metrics));
    }

    [Fact]
    public void Of_NothingYet_IsEmpty() => Assert.Empty(MachineWords.Of(ImmutableSortedDictionary<string, double>.Empty));
}
