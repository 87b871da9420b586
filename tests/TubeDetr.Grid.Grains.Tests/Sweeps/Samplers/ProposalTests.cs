using CsCheck;
using TubeDetr.Grid.Grains.Sweeps.Yaml;

namespace TubeDetr.Grid.Grains.Tests.Sweeps.Samplers;

public sealed class ProposalTests
{
    [Fact]
    public void All_Grid_TriesEachCellOnceWithTheLastParameterFastest()
    {
        var reading = SweepYaml.Read(
            """
            method: grid
            parameters:
              lr: {values: [1, 2]}
              batch_size: {min: 3, max: 5}
            """,
            Some.Catalog);

        Assert.Equal(["1/3", "1/4", "1/5", "2/3", "2/4", "2/5"], reading.Proposals.Select(set => $"{set.Values["lr"]}/{set.Values["batch_size"]}"));
    }

    [Fact]
    public void All_GridWithRunCap_IsCutOff() =>
        Assert.Equal(2, SweepYaml.Read("method: grid\nrun_cap: 2\nparameters: {lr: {values: [1, 2, 3]}}", Some.Catalog).Proposals.Length);

    [Fact]
    public void All_Random_IsAFunctionOfTheSeed()
    {
        Assert.Equal(Draw(3, 20), Draw(3, 20));
        Assert.NotEqual(Draw(3, 20), Draw(4, 20));
    }

    [Fact]
    public void All_RandomWithMoreExperiments_KeepsTheFirst() => Assert.Equal(Draw(3, 5), Draw(3, 20)[..5]);

    [Fact]
    public void All_RandomWithAnotherParameter_KeepsTheValuesOfThese() =>
        Assert.Equal(Draw(3, 9), Draw(3, 9, "  ema: {values: [true, false]}\n"));

    [Fact]
    public void All_Random_StaysInRangeAndFillsIt() => Gen.Long[0, 1000].Sample(
        seed =>
        {
            var logs = Draw(seed, 200).Select(text => Math.Log10(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))).ToList();
            Assert.All(logs, log => Assert.InRange(log, -5, -3));
            Assert.InRange(logs.Average(), -4.25, -3.75);
        },
        iter: 20);

    [Fact]
    public void All_RandomIntegers_HitBothEnds()
    {
        var reading = SweepYaml.Read("method: random\nrun_cap: 100\nparameters: {batch_size: {min: 1, max: 3}}", Some.Catalog);

        Assert.Equal([1.0, 2.0, 3.0], reading.Proposals.Select(set => set.Values["batch_size"].Number).Distinct().Order());
    }

    private static string[] Draw(long seed, int count, string more = "")
    {
        var yaml = $"method: random\nseed: {seed}\nrun_cap: {count}\nparameters:\n{more}  lr: {{distribution: log_uniform_values, min: 1e-5, max: 1e-3}}\n";
        return [.. SweepYaml.Read(yaml, Some.Catalog).Proposals.Select(set => set.Values["lr"].Text)];
    }
}
