using CsCheck;
using TubeDetr.Grid.Contracts.Experiments;
using TubeDetr.Grid.Contracts.HyperParameters;
using TubeDetr.Grid.Contracts.Sweeps;
using TubeDetr.Grid.Search.Populations;
using TubeDetr.Grid.Search.Space;

namespace TubeDetr.Grid.Search.Tests.Populations;

public sealed class PopulationTests
{
    private static readonly SearchSpace Space = new(
        [
            new("lr", 1, new SearchDomain.Drawn(Definition("lr", HyperParameterType.Number), new NumberDistribution(DistributionShape.LogUniformValues, 1e-5, 1e-1, null))),
            new("batch_size", 2, new SearchDomain.Drawn(Definition("batch_size", HyperParameterType.Integer), new NumberDistribution(DistributionShape.IntUniform, 1, 8, null))),
        ],
        [new("lr < 0.05", 3, new Condition.Compared(new Term.Named("lr"), Comparison.Less, new Term.Literal(HyperParameterValue.Of(0.05))))]);

    [Fact]
    public void Exchange_AnyPopulation_ReplacesTheWorstQuarterByNeighboursOfTheBestWithinTheSpace() => Gen.Double[0, 1].Array[2, 20].Select(Gen.Long[0, 1000]).Sample((values, seed) =>
    {
        var members = values.Select((value, i) => Member(i, value)).ToList();
        var ranked = values.Order().ToList();
        var quarter = Math.Max(1, values.Length / 4);

        var exchanges = Of(seed).Exchange(members, 4);

        Assert.InRange(exchanges.Length, 0, quarter);
        Assert.All(exchanges, exchange =>
        {
            Assert.True(exchange.Ended.Value <= ranked[quarter - 1] && exchange.Source.Value >= ranked[^quarter]);
            Assert.InRange(exchange.HyperParameters.Values["lr"].Number, 1e-5, 0.05);
            Assert.InRange(exchange.HyperParameters.Values["batch_size"].Number, 1, 8);
        });
        Assert.Equal(exchanges, Of(seed).Exchange([.. members.AsEnumerable().Reverse()], 4));
    });

    [Fact]
    public void Exchange_WhatIsNoNumber_IsTheWorst()
    {
        var exchange = Assert.Single(Of(1).Exchange([Member(0, double.NaN), Member(1, 0.2), Member(2, 0.4), Member(3, 0.3)], 2));

        Assert.Equal((0, 2), (exchange.Ended.Index, exchange.Source.Index));
        Assert.Equal("replaced by pbt at epoch 2: its viou NaN is number 4 of 4; another goes on from s1-03, which has 0.4", exchange.Reason);
    }

    [Fact]
    public void Exchange_AllAlike_ReplacesNobody() => Assert.Empty(Of(1).Exchange([Member(0, 0.1), Member(1, 0.1)], 2));

    private static Population Of(long seed) => new(Space, new Objective("viou", Maximize: true), seed);

    private static Member Member(int index, double value) => new(
        ExperimentId.Of(new SweepId("s1"), index), index, HyperParameterSet.Empty.With("lr", HyperParameterValue.Of(0.01 * (index + 1) / 5)).With("batch_size", HyperParameterValue.Of((long)(index % 8) + 1)), value);

    private static HyperParameterDefinition Definition(string name, HyperParameterType type) =>
        new() { Name = name, Type = type, Default = HyperParameterValue.Of(1.0), Help = "", Group = "" };
}
